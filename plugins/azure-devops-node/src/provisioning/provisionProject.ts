import {
  findConflicts,
  keyOfResource,
  type Plan,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { AzureDevOpsError } from '../client/AzureDevOpsError';
import { systemClock } from '../client/clock';
import { backoffMilliseconds, isPassing } from '../client/retry';
import { followUpOf } from './applyChange';
import { applyPlan, type ApplyPlanOptions } from './applyPlan';
import {
  planProvisioning,
  type PlanProvisioningOptions,
} from './planProvisioning';
import {
  PartialProvisioningError,
  ResourceConflictError,
} from './provisioningErrors';
import { removeDuplicates } from './removeDuplicates';
import { namesOfSecrets } from './requireSecrets';

/** Attempts of one run, the first included. */
const MAXIMUM_ATTEMPTS = 8;

/** The attempt from which on the wait no longer grows: about four seconds. */
const LONGEST_BACKOFF = 4;

/** What provisioning a project takes. @public */
export interface ProvisionProjectOptions
  extends Omit<PlanProvisioningOptions, 'secretNames'>,
    Omit<ApplyPlanOptions, 'plan'> {
  /** Told of the plan before the first write, and of each further one that a look-up gave. */
  readonly onPlan?: (plan: Plan) => void;
  /** Told why Azure DevOps is looked at again before going on. */
  readonly onLookUp?: (failures: readonly AzureDevOpsError[]) => void;
  /** Spreads waits, so that callers do not meet again; `Math.random` unless given. */
  readonly random?: () => number;
}

/** What provisioning a project came to. @public */
export interface ProvisionedProject {
  /** The plan that the run began with. */
  readonly plan: Plan;
  /** One outcome per resource, in the order of the plan. */
  readonly outcomes: readonly ResourceOutcome[];
}

/** What earlier attempts of a run have done. */
interface Progress {
  readonly done: Map<string, ResourceOutcome>;
  /** Writes that may have had their effect although no answer came. */
  readonly uncertain: Set<string>;
}

/**
 * Plans and carries the plan out.
 *
 * A write whose fate is unknown, or that met another run, is not simply made
 * again: Azure DevOps is looked at first, and what the new plan still asks for
 * is done.
 *
 * @throws as {@link planProvisioning} and {@link applyPlan}
 * @public
 */
export async function provisionProject(
  options: ProvisionProjectOptions,
): Promise<ProvisionedProject> {
  const { clock = systemClock, random = Math.random, signal } = options;
  const secretNames = namesOfSecrets(options.secrets);
  const progress: Progress = { done: new Map(), uncertain: new Set() };
  let first: Plan | undefined;
  for (let attempt = 1; ; attempt++) {
    const plan = await planProvisioning({ ...options, secretNames });
    first ??= plan;
    options.onPlan?.(plan);
    if (findConflicts(plan).length > 0) {
      throw new ResourceConflictError(plan);
    }
    try {
      const outcomes = await applyAttempt({ ...options, plan }, progress);
      return {
        plan: first,
        outcomes: await removeDuplicates({ ...options, plan, outcomes }),
      };
    } catch (error) {
      const failures = failuresToLookInto(error, progress);
      if (failures === undefined || attempt === MAXIMUM_ATTEMPTS) {
        throw error;
      }
      options.onLookUp?.(failures);
      await clock.sleep(
        backoffMilliseconds(Math.min(attempt, LONGEST_BACKOFF), random),
        signal,
      );
    }
  }
}

async function applyAttempt(
  options: ApplyPlanOptions,
  { done, uncertain }: Progress,
): Promise<readonly ResourceOutcome[]> {
  const correct = (outcome: ResourceOutcome): ResourceOutcome => {
    const key = keyOfResource(outcome);
    const before = done.get(key);
    if (outcome.outcome !== 'unchanged') {
      return outcome;
    }
    // Found as it should be, because an earlier attempt has made it so.
    return (
      before ??
      (uncertain.has(key) ? createdUnanswered(outcome, options) : outcome)
    );
  };
  const outcomes = await applyPlan({
    ...options,
    onProgress: reported => {
      const outcome = correct(reported);
      const key = keyOfResource(outcome);
      if (done.get(key)?.outcome !== outcome.outcome) {
        options.onProgress?.(outcome);
      }
      done.set(key, outcome);
    },
  });
  return outcomes.map(correct);
}

/** The creation went through, although nobody was told; so nobody has been told what is left to do. */
function createdUnanswered(
  outcome: ResourceOutcome,
  { client, plan }: Pick<ApplyPlanOptions, 'client' | 'plan'>,
): ResourceOutcome {
  const key = keyOfResource(outcome);
  const change = plan.changes.find(other => keyOfResource(other) === key);
  const followUp =
    change && followUpOf(change, { client, project: plan.project.name });
  return { ...outcome, outcome: 'created', ...(followUp && { followUp }) };
}

/**
 * The failures, when looking again can help with every one of them:
 *
 * - no answer came, so the write may have had its effect;
 * - 502, 503 or 504: the same;
 * - something of this name is there already, or has been changed: another run
 *   does the same at this moment, or a list was behind;
 * - what this very run has made is not found yet.
 */
function failuresToLookInto(
  error: unknown,
  { done, uncertain }: Progress,
): readonly AzureDevOpsError[] | undefined {
  if (!(error instanceof PartialProvisioningError) || error.isInterrupted) {
    return undefined;
  }
  const hasCreated = [...done.values()].some(
    ({ outcome }) => outcome === 'created',
  );
  const failures = error.failures.flatMap(({ resource, error: cause }) => {
    if (!(cause instanceof AzureDevOpsError)) {
      return [];
    }
    const isUncertain =
      cause.kind === 'connection' ||
      cause.kind === 'timeout' ||
      isPassing(cause);
    if (isUncertain) {
      uncertain.add(keyOfResource(resource));
    }
    const isWorthIt =
      isUncertain ||
      cause.kind === 'already-exists' ||
      cause.kind === 'outdated' ||
      (cause.kind === 'not-found' && hasCreated) ||
      // The second lock on a resource is refused without a code of its own.
      (cause.kind === 'invalid' && resource.kind === 'exclusive-lock-check');
    return isWorthIt ? [cause] : [];
  });
  return failures.length === error.failures.length ? failures : undefined;
}
