import { TimelineRecord } from '../store/RunRecords';

export type RecordResult = NonNullable<TimelineRecord['result']>;

const worstFirst: readonly RecordResult[] = [
  'failed',
  'abandoned',
  'canceled',
  'succeededWithIssues',
  'succeeded',
];

/** The result of a whole from those of its parts; nothing but skipped parts makes it skipped. */
export function combineResults(results: readonly RecordResult[]): RecordResult {
  const worst = worstFirst.find(result => results.includes(result));
  if (worst === 'abandoned') {
    return 'failed';
  }
  return worst ?? 'skipped';
}

/** How expressions name a result. */
export function resultName(result: RecordResult | undefined): string {
  switch (result) {
    case 'succeeded':
      return 'Succeeded';
    case 'succeededWithIssues':
      return 'SucceededWithIssues';
    case 'canceled':
      return 'Canceled';
    case 'skipped':
      return 'Skipped';
    case 'failed':
    case 'abandoned':
      return 'Failed';
    default:
      return '';
  }
}

/** The result of a run from those of its stages. */
export function buildResult(
  results: readonly RecordResult[],
): 'succeeded' | 'partiallySucceeded' | 'failed' | 'canceled' {
  const result = combineResults(results);
  switch (result) {
    case 'succeeded':
    case 'skipped':
      return 'succeeded';
    case 'succeededWithIssues':
      return 'partiallySucceeded';
    case 'canceled':
      return 'canceled';
    default:
      return 'failed';
  }
}
