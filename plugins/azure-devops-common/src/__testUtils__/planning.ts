import type { DesiredState } from '../desiredState/DesiredState';
import type { ObservedState } from '../observed/ObservedState';
import type { ObservedIdentity } from '../observed/identity';
import type { FieldChange, ResourceChange } from '../plan/change';
import type { Plan } from '../plan/plan';
import { planChanges, type PlanChangesOptions } from '../plan/planChanges';
import type { ObservedGitRepository } from '../resources/gitRepository';
import type { ResourceKind } from '../resources/ResourceTypes';
import { desiredChurnModel, EVERYTHING, REPOSITORY } from './churnModel';

/** The mark of the project that the tests plan for. */
export const OUR_MARK = '[azure-mlops: machine-learning/churn-model]';

/** A mark of somebody else. */
export const THEIR_MARK = '[azure-mlops: machine-learning/other]';

/** A person that tests name by e-mail address. */
export function person(name: string): ObservedIdentity {
  return {
    status: 'known',
    reference: `${name.toLowerCase()}@contoso.example`,
    id: name.toUpperCase(),
    descriptor: `aad.${name.toLowerCase()}`,
    displayName: name,
    isGroup: false,
  };
}

/** A group that the same plan makes. */
export const PLANNED_GROUP: ObservedIdentity = {
  status: 'planned',
  reference: 'churn-approvers',
  group: 'churn-approvers',
};

const IDENTITIES: readonly ObservedIdentity[] = [
  person('Ari'),
  person('Uma'),
  { ...person('Ari'), reference: 'CONTOSO\\ari' },
  PLANNED_GROUP,
];

/** The churn model's configuration with other resources of some kinds. */
export function wanting(resources: DesiredState['resources']): DesiredState {
  const desired = desiredChurnModel();
  return { ...desired, resources: { ...desired.resources, ...resources } };
}

/** Everything as the churn model configures it, with other resources of some kinds. */
export function having(resources: ObservedState['resources']): ObservedState {
  return {
    ...EVERYTHING,
    resources: { ...EVERYTHING.resources, ...resources },
  };
}

/** The changes that are more than "unchanged". */
export function changesOf(
  options: Omit<PlanChangesOptions, 'desired'> & {
    readonly desired?: DesiredState;
  },
): readonly ResourceChange[] {
  return planChanges({
    desired: desiredChurnModel(),
    ...options,
  }).changes.filter(({ action }) => action !== 'unchanged');
}

/** The fields of a change, if its action has any. */
export function fieldsOf(
  change: ResourceChange | undefined,
): readonly FieldChange[] {
  return change && 'fields' in change ? change.fields : [];
}

/** Plans a few resources of our own making, beside nothing but the repository. */
export function planResources(
  options: Omit<PlanChangesOptions, 'desired' | 'observed'> & {
    readonly wanted?: DesiredState['resources'];
    readonly found?: ObservedState['resources'];
    readonly repository?: ObservedGitRepository;
  },
): Plan {
  const {
    wanted = {},
    found = {},
    repository = REPOSITORY,
    ...further
  } = options;
  return planChanges({
    ...further,
    desired: {
      slug: 'churn-model',
      repository: 'churn-model',
      resources: wanted,
    },
    observed: {
      project: { id: 'project-1', name: 'machine-learning' },
      identities: IDENTITIES,
      resources: { 'git-repository': [repository], ...found },
    },
  });
}

/** The one change of a kind, and the fields that it names. */
export function planOne(
  kind: ResourceKind,
  options: Parameters<typeof planResources>[0],
): ResourceChange {
  const changes = planResources(options).changes.filter(
    change => change.kind === kind,
  );
  if (changes.length !== 1) {
    throw new Error(
      `Expected one change of ${kind}, planned ${changes.length}`,
    );
  }
  return changes[0];
}
