import { BuildRecord } from '../../store/records';
import { CheckSuiteRecord, TimelineRecord } from '../../store/RunRecords';
import { Store } from '../../store/Store';

const keyOf = (suite: {
  readonly buildId: string;
  readonly stage: string;
  readonly attempt: number;
}) => `${suite.buildId}:${suite.stage}:${suite.attempt}`;

export function putSuite(
  { store }: { readonly store: Store },
  suite: CheckSuiteRecord,
): void {
  store.put('checkSuite', suite, {
    scope: suite.projectId,
    key: keyOf(suite),
  });
}

/** The checks of the stages among the records of a run. */
export function suitesOf(
  store: Store,
  build: BuildRecord,
  records: readonly TimelineRecord[],
): readonly CheckSuiteRecord[] {
  return records
    .filter(({ type }) => type === 'Stage')
    .flatMap(({ refName: stage, attempt }) => {
      const suite = store.findByKey(
        'checkSuite',
        build.projectId,
        keyOf({ buildId: build.id, stage, attempt }),
      );
      return suite ? [suite] : [];
    });
}
