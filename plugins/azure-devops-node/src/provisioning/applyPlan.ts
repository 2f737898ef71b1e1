import {
  findConflicts,
  keyOfResource,
  type Plan,
  type ResourceChange,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { systemClock, type Clock } from '../client/clock';
import { createLimitFunction, type LimitFunction } from './limitFunction';
import { createApplyContext, type ApplyContext } from './provisioningContext';
import {
  PartialProvisioningError,
  ResourceConflictError,
  type FailedResource,
} from './provisioningErrors';
import { applyChange, findKnownIds, prepareChange } from './applyChange';
import { namesOfSecrets, requireSecrets } from './requireSecrets';

/** What applying a plan takes. @public */
export interface ApplyPlanOptions {
  readonly client: AzureDevOpsClient;
  readonly plan: Plan;
  /** Values of the secrets that the configuration names. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Told of each resource as soon as it is as it should be. */
  readonly onProgress?: (outcome: ResourceOutcome) => void;
  readonly signal?: AbortSignal;
  /** Resources worked on at the same time; 24 unless given. */
  readonly concurrency?: number;
}

/** One run of a plan: what is done, what failed, and what waits for what. */
class PlanRun {
  private readonly options: ApplyPlanOptions;
  private readonly limit: LimitFunction;
  private readonly context: ApplyContext;
  private readonly outcomes = new Map<string, ResourceOutcome>();
  private readonly failures: FailedResource[] = [];
  private readonly running = new Map<string, Promise<void>>();
  private readonly changes: ReadonlyMap<string, ResourceChange>;

  constructor(options: ApplyPlanOptions) {
    const { plan } = options;
    const client = options.client.withSignal(options.signal);
    this.options = { ...options, client };
    this.limit = createLimitFunction(options.concurrency);
    this.changes = new Map(
      plan.changes.map(change => [keyOfResource(change), change]),
    );
    this.context = createApplyContext({
      client,
      clock: options.clock ?? systemClock,
      signal: options.signal,
      plan,
      outcomes: this.outcomes,
      knownIds: findKnownIds(plan),
      secrets: options.secrets ?? {},
    });
  }

  async finish(): Promise<readonly ResourceOutcome[]> {
    this.prepare();
    await Promise.all([...this.changes.keys()].map(key => this.settle(key)));
    const outcomes = this.options.plan.changes.flatMap(change => {
      const outcome = this.outcomes.get(keyOfResource(change));
      return outcome === undefined ? [] : [outcome];
    });
    if (outcomes.length < this.changes.size) {
      this.fail(outcomes);
    }
    return outcomes;
  }

  private prepare(): void {
    if (this.options.plan.project.id === undefined) {
      // There is nothing to look up in a project that is still to be made.
      return;
    }
    for (const change of this.changes.values()) {
      // The change meets the same failure when its turn comes, and reports it.
      prepareChange(change, this.context).catch(() => undefined);
    }
  }

  /** Ends when the resource is done, has failed, or will not be begun. */
  private settle(key: string): Promise<void> {
    const change = this.changes.get(key);
    if (change === undefined) {
      // A dependency outside the plan is there already.
      return Promise.resolve();
    }
    const running = this.running.get(key) ?? this.begin(key, change);
    this.running.set(key, running);
    return running;
  }

  private async begin(key: string, change: ResourceChange): Promise<void> {
    const dependencies = change.dependsOn.map(keyOfResource);
    await Promise.all(dependencies.map(dependency => this.settle(dependency)));
    if (change.action === 'unchanged') {
      this.report(key, await applyChange(change, this.context));
      return;
    }
    await this.limit(async () => {
      const isStopped =
        this.failures.length > 0 || this.options.signal?.aborted === true;
      if (isStopped) {
        return;
      }
      try {
        this.report(key, await applyChange(change, this.context));
      } catch (error) {
        this.failures.push({ resource: change, error });
      }
    });
  }

  private report(key: string, outcome: ResourceOutcome): void {
    this.outcomes.set(key, outcome);
    this.options.onProgress?.(outcome);
  }

  private fail(outcomes: readonly ResourceOutcome[]): never {
    const { plan, signal } = this.options;
    const failed = new Set(
      this.failures.map(({ resource }) => keyOfResource(resource)),
    );
    throw new PartialProvisioningError({
      outcomes,
      failures: this.failures,
      interruption: signal?.aborted ? signal.reason : undefined,
      notBegun: plan.changes.filter(change => {
        const key = keyOfResource(change);
        return !this.outcomes.has(key) && !failed.has(key);
      }),
    });
  }
}

/**
 * Carries out a plan in the order of its dependencies.
 *
 * @returns one outcome per resource, in the order of the plan
 * @throws ResourceConflictError before any write, when resources are not ours
 * @throws MissingSecretError before any write, when a secret has no value
 * @throws PartialProvisioningError when a resource failed: running work was
 *   let to its end, nothing new was begun
 * @public
 */
export async function applyPlan(
  options: ApplyPlanOptions,
): Promise<readonly ResourceOutcome[]> {
  const { plan } = options;
  if (findConflicts(plan).length > 0) {
    throw new ResourceConflictError(plan);
  }
  requireSecrets(plan, namesOfSecrets(options.secrets));
  options.signal?.throwIfAborted();
  return new PlanRun(options).finish();
}
