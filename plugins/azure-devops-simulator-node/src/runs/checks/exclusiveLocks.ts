import { SimulatorEnvironment } from '../../server/Environment';
import { LockBehavior } from '../../pipelineYaml/CompiledPipeline';
import { BuildRecord } from '../../store/records';
import { ResourceLockRecord } from '../../store/RunRecords';
import { approved, Verdict, waiting } from './Verdict';

type Basis = Pick<SimulatorEnvironment, 'store'>;

/** A stage that wants a lock. */
export type LockClaim = ResourceLockRecord['waiting'][number];

const isSame = (left: LockClaim, right: LockClaim) =>
  left.buildId === right.buildId && left.stage === right.stage;

/**
 * Asks for a lock. With `sequential` the runs take it one after the other;
 * otherwise only the latest that waits gets it, and the others are cancelled.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/approvals#exclusive-lock
 */
export function claimLock(
  lock: ResourceLockRecord,
  claim: LockClaim,
  behavior: LockBehavior,
): { readonly lock: ResourceLockRecord; readonly verdict: Verdict } {
  if (lock.holder && isSame(lock.holder, claim)) {
    return { lock, verdict: approved() };
  }
  const queue = lock.waiting.some(other => isSame(other, claim))
    ? lock.waiting
    : [...lock.waiting, claim];
  const others = queue.filter(other => !isSame(other, claim));
  const newer = others.find(
    other => Number(other.buildId) > Number(claim.buildId),
  );
  if (behavior === 'runLatest' && newer) {
    return {
      lock: { ...lock, waiting: others },
      verdict: {
        status: 'canceled',
        message: `The run ${newer.buildId} waits for the exclusive lock, too, and is newer.`,
      },
    };
  }
  const isNext = behavior === 'runLatest' || isSame(queue[0], claim);
  if (lock.holder === undefined && isNext) {
    return {
      lock: { ...lock, holder: claim, waiting: others },
      verdict: approved(),
    };
  }
  return {
    lock: { ...lock, waiting: queue },
    verdict: waiting(
      `Waits for the exclusive lock, which the run ${
        (lock.holder ?? queue[0]).buildId
      } has.`,
    ),
  };
}

/** Asks for the lock of a resource and keeps the answer. */
export function takeLock(
  { store }: Basis,
  options: {
    readonly build: BuildRecord;
    readonly stage: string;
    readonly resource: { readonly type: string; readonly id: string };
    readonly behavior: LockBehavior;
  },
): Verdict {
  const { build, stage, resource, behavior } = options;
  const id = `${build.projectId}:${resource.type}:${resource.id}`;
  const before = store.get('resourceLock', id) ?? { id, waiting: [] };
  const { lock, verdict } = claimLock(
    before,
    { buildId: build.id, stage },
    behavior,
  );
  store.put('resourceLock', lock, { scope: build.projectId });
  return verdict;
}

/** Gives back what a stage holds, and takes it out of every queue. */
export function releaseLocks(
  { store }: Basis,
  build: BuildRecord,
  stage: string,
): void {
  const claim = { buildId: build.id, stage };
  for (const { holder, ...lock } of store.list(
    'resourceLock',
    build.projectId,
  )) {
    const isHolder = holder !== undefined && isSame(holder, claim);
    if (isHolder || lock.waiting.some(other => isSame(other, claim))) {
      store.put(
        'resourceLock',
        {
          ...lock,
          ...(holder && !isHolder && { holder }),
          waiting: lock.waiting.filter(other => !isSame(other, claim)),
        },
        { scope: build.projectId },
      );
    }
  }
}
