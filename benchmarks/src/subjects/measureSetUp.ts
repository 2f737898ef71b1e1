import {
  applyPlan,
  planProvisioning,
  provisionProject,
  type AzureDevOpsClient,
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

/** Calls that no concurrency can overlap. */
export interface SequentialCalls {
  /** Reads of planning, one after another. */
  readonly planning: number;
  /** Calls after the last change, one after another. */
  readonly following: number;
  /** Calls that a change of each kind makes one after another. */
  readonly perKind: readonly (readonly [ResourceKind, number])[];
}

/** One run of the engine. */
export interface SetUpMeasurement {
  readonly milliseconds: number;
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
  const { outcomes } = await provisionProject({
    client,
    project: PROJECT,
    desired,
    secrets: SECRETS,
  });
  return {
    milliseconds: performance.now() - started,
    ...client.statistics,
    resources: outcomes.length,
  };
}

/** Calls that a client makes, with their times. */
function recordCalls(target: Target) {
  const calls: CallTime[] = [];
  const client = createClient(target, {
    onRequest: ({ milliseconds }) => {
      const end = performance.now();
      calls.push({ start: end - milliseconds, end });
    },
    clock: { now: () => performance.now(), sleep: async () => {} },
  });
  return { client, calls };
}

/**
 * Finds what cannot overlap before the first change and after the last one,
 * with as many calls at the same time as the engine likes.
 */
export async function measureCallsAround(
  target: Target,
  size: SetUpSize,
): Promise<Pick<SequentialCalls, 'planning' | 'following'>> {
  const { client, calls } = recordCalls(target);
  let planned = Infinity;
  let applied = -Infinity;
  await provisionProject({
    client,
    project: PROJECT,
    desired: fullDesiredState(size),
    secrets: SECRETS,
    concurrency: 10_000,
    onPlan: () => {
      planned = Math.min(planned, performance.now());
    },
    onProgress: () => {
      applied = performance.now();
    },
  });
  return {
    planning: countSequentialCalls(calls.filter(({ end }) => end <= planned)),
    following: countSequentialCalls(
      calls.filter(({ start }) => start >= applied),
    ),
  };
}

/**
 * Carries out every change by itself, and counts its calls. A look-up that
 * several changes of a kind share is made by the first of them only, so that
 * the smallest number leaves it out.
 */
export async function measureCallsPerKind(
  target: Target,
  size: SetUpSize,
): Promise<SequentialCalls['perKind']> {
  const { client, calls } = recordCalls(target);
  const plan = await planFullSetUp(client, size);
  const perKind = new Map<ResourceKind, number>();
  calls.length = 0;
  await applyPlan({
    client,
    plan,
    secrets: SECRETS,
    concurrency: 1,
    onProgress: ({ kind, outcome }) => {
      if (outcome !== 'unchanged') {
        const own = countSequentialCalls(calls);
        perKind.set(kind, Math.min(own, perKind.get(kind) ?? own));
      }
      calls.length = 0;
    },
  });
  return [...perKind];
}

/** The longest row of dependent changes in the plan of a size. */
export async function measureLongestChain(
  target: Target,
  size: SetUpSize,
  perKind: SequentialCalls['perKind'],
): Promise<LongestChain> {
  const { changes } = await planFullSetUp(createClient(target), size);
  return findLongestChain(changes, new Map(perKind));
}

function planFullSetUp(client: AzureDevOpsClient, size: SetUpSize) {
  return planProvisioning({
    client,
    project: PROJECT,
    desired: fullDesiredState(size),
    secretNames: Object.keys(SECRETS),
  });
}
