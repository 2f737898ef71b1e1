import {
  applyPlan,
  planProvisioning,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import type { ResourceKind } from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  countSequentialCalls,
  findLongestChain,
  type CallTime,
  type LongestChain,
} from '../measurements/lowerBound';
import { createClient, type Target } from './engine';
import {
  fullDesiredState,
  PROJECT,
  SECRET,
  type SetUpSize,
} from './fullConfiguration';

const SECRETS = { [SECRET]: 'a-value-of-the-benchmark' };

/** Reads that planning makes one after another, and calls that a change of each kind makes so. */
export interface SequentialCalls {
  readonly planning: number;
  readonly perKind: readonly (readonly [ResourceKind, number])[];
}

/** One run of the engine. */
export interface SetUpMeasurement {
  readonly milliseconds: number;
  readonly planningMilliseconds: number;
  readonly calls: number;
  readonly writes: number;
  readonly resources: number;
}

/** Plans and applies, as the action azure-devops:provision does. */
export async function measureSetUp(
  target: Target,
  size: SetUpSize,
  onCall: () => void = () => {},
): Promise<SetUpMeasurement> {
  const desired = fullDesiredState(size);
  const client = createClient(target, { onRequest: onCall });
  const started = performance.now();
  const plan = await planProvisioning({
    client,
    project: PROJECT,
    desired,
    secretNames: Object.keys(SECRETS),
  });
  const planned = performance.now();
  await applyPlan({ client, plan, secrets: SECRETS });
  return {
    milliseconds: performance.now() - started,
    planningMilliseconds: planned - started,
    ...client.statistics,
    resources: plan.changes.length,
  };
}

/**
 * Finds what cannot overlap: planning with as many calls at the same time as
 * it likes, and then every change by itself.
 */
export async function measureSequentialCalls(
  target: Target,
  size: SetUpSize,
): Promise<SequentialCalls> {
  let calls: CallTime[] = [];
  const client = createClient(target, {
    onRequest: ({ milliseconds }) => {
      const end = performance.now();
      calls.push({ start: end - milliseconds, end });
    },
    clock: { now: () => performance.now(), sleep: async () => {} },
  });
  const plan = await planProvisioning({
    client,
    project: PROJECT,
    desired: fullDesiredState(size),
    secretNames: Object.keys(SECRETS),
    concurrency: 10_000,
  });
  const planning = countSequentialCalls(calls);
  const perKind = new Map<ResourceKind, number>();
  calls = [];
  await applyPlan({
    client,
    plan,
    secrets: SECRETS,
    concurrency: 1,
    onProgress: ({ kind, outcome }) => {
      if (outcome !== 'unchanged') {
        // A look-up that several changes share counts for the first only: the bound leaves it out.
        const own = countSequentialCalls(calls);
        perKind.set(kind, Math.min(own, perKind.get(kind) ?? own));
      }
      calls = [];
    },
  });
  return { planning, perKind: [...perKind] };
}

/** The longest row of dependent changes in the plan of a size. */
export async function measureLongestChain(
  target: Target,
  size: SetUpSize,
  { perKind }: SequentialCalls,
): Promise<LongestChain> {
  const { changes } = await planProvisioning({
    client: createClient(target),
    project: PROJECT,
    desired: fullDesiredState(size),
    secretNames: Object.keys(SECRETS),
  });
  return findLongestChain(changes, new Map(perKind));
}
