import { nameProtectedResource } from '../resources/protectedResource';
import type { IdentityUse } from '../resources/ResourceDefinition';
import {
  RESOURCE_KINDS,
  resourceDefinitions,
} from '../resources/resourceDefinitions';
import type { Desired, ResourceKind } from '../resources/ResourceTypes';
import type { DesiredStateResult } from './buildDesiredState';
import type { ConfigurationProblem } from './configurationProblem';
import { type DesiredState, desiredOf } from './DesiredState';

const ENTITY_REFERENCE =
  /^(user|group):(?:[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/i;

/** Whom an entity of the catalog stands for in Azure DevOps, or why nobody. @public */
export type EntityResolution =
  | {
      readonly status: 'found';
      /** E-mail addresses, unique names or names of groups. */
      readonly identities: readonly string[];
    }
  | ({ readonly status: 'unclear' } & Pick<
      ConfigurationProblem,
      'found' | 'expected' | 'remedy'
    >);

/** The references to users and groups of a Backstage catalog, each once. @public */
export function findEntityReferences(desired: DesiredState): readonly string[] {
  const references = identityUses(desired)
    .map(({ reference }) => reference)
    .filter(isEntityReference);
  return [...new Set(references)];
}

/**
 * Puts people and groups of Azure DevOps in the place of references to
 * entities of a catalog.
 *
 * @param resolutions - what has been found for each of {@link findEntityReferences}
 * @returns the problems, with file and key, when an entity stands for nobody
 * @public
 */
export function resolveEntityReferences(
  desired: DesiredState,
  resolutions: ReadonlyMap<string, EntityResolution>,
): DesiredStateResult {
  const problems = identityUses(desired).flatMap(({ reference, source }) => {
    const resolution = resolutions.get(reference);
    if (!isEntityReference(reference) || resolution?.status === 'found') {
      return [];
    }
    return [
      {
        ...source,
        ...(resolution ?? {
          found: `"${reference}", which nobody has looked up`,
          expected: 'an entity of the catalog',
          remedy: 'Name the person by e-mail address.',
        }),
      },
    ];
  });
  if (problems.length > 0) {
    return {
      status: 'invalid',
      problems: problems.map(({ file, keyPath, found, expected, remedy }) => ({
        file,
        keyPath,
        found,
        expected,
        remedy,
      })),
    };
  }
  return {
    status: 'valid',
    desiredState: replaceReferences(desired, references =>
      expand(references, resolutions),
    ),
  };
}

function isEntityReference(reference: string): boolean {
  return ENTITY_REFERENCE.test(reference);
}

function identityUses(desired: DesiredState): readonly IdentityUse[] {
  return RESOURCE_KINDS.flatMap(kind => usesOfKind(kind, desired));
}

function usesOfKind<Kind extends ResourceKind>(
  kind: Kind,
  desired: DesiredState,
): readonly IdentityUse[] {
  const { identities } = resourceDefinitions[kind];
  return identities === undefined
    ? []
    : desiredOf(desired, kind).flatMap(resource => identities(resource));
}

/**
 * Each name in its place, so that messages keep pointing at it; the other
 * members of a group come at the end, and nobody comes twice.
 */
function expand(
  references: readonly string[],
  resolutions: ReadonlyMap<string, EntityResolution>,
): readonly string[] {
  const identities = references.map(reference => {
    const resolution = resolutions.get(reference);
    return resolution?.status === 'found' ? resolution.identities : [reference];
  });
  const all = [
    ...identities.flatMap(found => found.slice(0, 1)),
    ...identities.flatMap(found => found.slice(1)),
  ];
  return all.filter(
    (name, index) =>
      all.findIndex(
        candidate => candidate.toLowerCase() === name.toLowerCase(),
      ) === index,
  );
}

type Expand = (references: readonly string[]) => readonly string[];

function replaceReferences(
  desired: DesiredState,
  replace: Expand,
): DesiredState {
  const { resources } = desired;
  return {
    ...desired,
    resources: {
      ...resources,
      'approval-check': desiredOf(desired, 'approval-check').map(check => ({
        ...check,
        approvers: replace(check.approvers),
      })),
      'approver-group': desiredOf(desired, 'approver-group').map(group => ({
        ...group,
        members: replace(group.members),
      })),
      'role-assignment': desiredOf(desired, 'role-assignment').flatMap(role =>
        replace([role.identity]).map(identity => ({
          ...role,
          identity,
          name: `${nameProtectedResource(role.resource)} ${identity}`,
        })),
      ),
      'branch-policy': desiredOf(desired, 'branch-policy').map(policy =>
        replaceReviewers(policy, replace),
      ),
    },
  };
}

function replaceReviewers(
  policy: Desired<'branch-policy'>,
  replace: Expand,
): Desired<'branch-policy'> {
  const { settings } = policy;
  return settings.type === 'automatic-reviewers'
    ? {
        ...policy,
        settings: { ...settings, reviewers: replace(settings.reviewers) },
      }
    : policy;
}
