import {
  keyOfResource,
  type ChangeOf,
  type Plan,
  type ResourceChange,
  type ResourceKind,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { AzureDevOpsError } from '../client/AzureDevOpsError';
import type { ApplyContext } from './provisioningContext';
import type { Writable } from './ResourceProvider';
import { resourceProviders } from './resourceProviders';

const OUTCOMES = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
} as const;

/** Begins the look-ups of a change before its turn comes. */
export async function prepareChange<Kind extends ResourceKind>(
  change: ChangeOf<Kind>,
  context: ApplyContext,
): Promise<void> {
  const kind: Kind = change.kind;
  switch (change.action) {
    case 'create':
    case 'update':
    case 'replace':
      await resourceProviders[kind].prepare?.(
        change as Writable<Kind>,
        context,
      );
      break;
    default:
  }
}

/** Carries out one change by the provider of its kind. */
export async function applyChange<Kind extends ResourceKind>(
  change: ChangeOf<Kind>,
  context: ApplyContext,
): Promise<ResourceOutcome> {
  const { name } = change;
  const kind: Kind = change.kind;
  switch (change.action) {
    case 'create':
    case 'update':
    case 'replace': {
      const applied = await resourceProviders[kind].apply(
        change as Writable<Kind>,
        context,
      );
      return { kind, name, outcome: OUTCOMES[change.action], ...applied };
    }
    case 'delete': {
      const { observed } = change;
      await removeIfThere(() =>
        resourceProviders[kind].remove(observed, context),
      );
      const { id, url } = observed;
      return { kind, name, outcome: 'deleted', id, url };
    }
    case 'unchanged': {
      const { id, url } = change.observed;
      return { kind, name, outcome: 'unchanged', id, url };
    }
    default:
      throw new Error(`A plan with conflicts is not carried out: ${name}`);
  }
}

/** What is left for people to do after a creation that got no answer. */
export function followUpOf<Kind extends ResourceKind>(
  change: ChangeOf<Kind>,
  context: Pick<ApplyContext, 'client' | 'project'>,
): string | undefined {
  const kind: Kind = change.kind;
  if (change.action !== 'unchanged' || change.desired === undefined) {
    return undefined;
  }
  const { desired, observed } = change;
  return resourceProviders[kind].followUp?.(desired, observed, context);
}

/** What somebody else has removed meanwhile is removed. */
async function removeIfThere(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof AzureDevOpsError && error.kind === 'not-found')) {
      throw error;
    }
  }
}

/** Ids of the resources that a plan has seen, by key. */
export function findKnownIds(plan: Plan): ReadonlyMap<string, string> {
  return new Map(
    plan.changes.flatMap((change: ResourceChange) =>
      'observed' in change
        ? [[keyOfResource(change), change.observed.id] as const]
        : [],
    ),
  );
}
