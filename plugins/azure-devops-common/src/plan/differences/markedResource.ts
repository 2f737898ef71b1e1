import { isOwnedBy, Owner, readMark } from '../../ownership/ownershipMark';
import { FieldChange, ResourceKind, ResourceReference } from '../plan';
import { compareFields, Fields, listFields } from './fieldChanges';

/** How a plan treats resources of the right name that are not ours. */
export interface OwnershipPolicy {
  readonly owner: Owner;
  /** Take over what is not ours instead of reporting a conflict. */
  readonly adopt: boolean;
}

const WORDS: Readonly<Record<ResourceKind, string>> = {
  'git-repository': 'Git repository',
  pipeline: 'pipeline',
  environment: 'environment',
  'approval-check': 'approval check',
  'variable-group': 'variable group',
  'pipeline-permission': 'pipeline permission',
};

/** Words for a kind, for people. @public */
export function labelOfResourceKind(kind: ResourceKind): string {
  return WORDS[kind];
}

/** The name that a foreign mark stands for, or that there is none. */
export function describeOwner(mark: Owner | undefined): string {
  return mark === undefined
    ? 'carries no mark of this template'
    : `belongs to ${mark.project}/${mark.repository}`;
}

/** A resource with a description, as it is and as it should be. */
export interface MarkedResource<Kind, Desired, Observed> {
  readonly kind: Kind;
  readonly desired: Desired;
  readonly observed: Observed | undefined;
  readonly policy: OwnershipPolicy;
  readonly dependsOn?: readonly ResourceReference[];
  readonly fieldsOfDesired: Fields;
  readonly fieldsOfObserved: (observed: Observed) => Fields;
}

/**
 * Decides what happens to a resource that carries our mark in its description.
 * The one place where create, update, unchanged and conflict part ways.
 */
export function decideMarkedResource<
  Kind extends ResourceKind,
  Desired extends { readonly name: string },
  Observed extends { readonly description: string },
>(options: MarkedResource<Kind, Desired, Observed>) {
  const { desired, observed, policy } = options;
  const base = {
    kind: options.kind,
    name: desired.name,
    dependsOn: options.dependsOn ?? [],
    desired,
  };
  if (observed === undefined) {
    return {
      ...base,
      action: 'create' as const,
      reason: 'it does not exist',
      fields: listFields(options.fieldsOfDesired),
    };
  }
  const mark = readMark(observed.description).owner;
  const isOurs = isOwnedBy(mark, policy.owner);
  if (!isOurs && !policy.adopt) {
    return {
      ...base,
      action: 'conflict' as const,
      reason: `this ${labelOfResourceKind(
        options.kind,
      )} exists and ${describeOwner(mark)}`,
      remedy: 'Choose another name, or run with adopt: true to take it over.',
      observed,
    };
  }
  const fields: readonly FieldChange[] = [
    ...compareFields({
      before: options.fieldsOfObserved(observed),
      after: options.fieldsOfDesired,
    }),
    ...(isOurs ? [] : [describeAdoption(mark, policy.owner)]),
  ];
  const reason = isOurs
    ? 'it differs from the configuration'
    : 'it is taken over';
  return fields.length === 0
    ? {
        ...base,
        action: 'unchanged' as const,
        reason: 'it is as configured',
        observed,
      }
    : { ...base, action: 'update' as const, reason, observed, fields };
}

function describeAdoption(mark: Owner | undefined, owner: Owner): FieldChange {
  const write = ({ project, repository }: Owner) => `${project}/${repository}`;
  return {
    field: 'owner',
    before: mark === undefined ? undefined : write(mark),
    after: write(owner),
  };
}
