import { SimulatorEnvironment } from '../../server/Environment';
import { BuildRecord } from '../../store/records';

type Basis = Pick<SimulatorEnvironment, 'store'>;

/** Gives back what a stage holds, and takes it out of every queue. */
export function releaseLocks(
  { store }: Basis,
  build: BuildRecord,
  stage: string,
): void {
  const isMine = (claim: {
    readonly buildId: string;
    readonly stage: string;
  }) => claim.buildId === build.id && claim.stage === stage;
  for (const { holder, ...lock } of store.list(
    'resourceLock',
    build.projectId,
  )) {
    store.put(
      'resourceLock',
      {
        ...lock,
        ...(holder && !isMine(holder) && { holder }),
        waiting: lock.waiting.filter(claim => !isMine(claim)),
      },
      { scope: build.projectId },
    );
  }
}
