import { BuildRecord } from '../store/records';
import { TimelineRecord } from '../store/RunRecords';
import { urlOf, WireContext } from './Links';

/** Address of a part of a run. */
export function buildPartUrl(
  context: WireContext,
  build: BuildRecord,
  ...parts: readonly string[]
): string {
  return urlOf(
    context,
    build.projectId,
    '_apis/build/builds',
    build.id,
    ...parts,
  );
}

function recordWire(
  context: WireContext,
  build: BuildRecord,
  record: TimelineRecord,
) {
  const count = (type: 'error' | 'warning') =>
    record.issues.filter(issue => issue.type === type).length;
  return {
    previousAttempts: record.previousAttempts ?? [],
    id: record.id,
    parentId: record.parentId ?? null,
    type: record.type,
    name: record.name,
    startTime: record.startTime ?? null,
    finishTime: record.finishTime ?? null,
    currentOperation: record.currentOperation ?? null,
    percentComplete: record.percentComplete ?? null,
    state: record.state,
    result: record.result ?? null,
    resultCode: record.resultCode ?? null,
    changeId: record.changeId,
    lastModified: record.lastModified,
    workerName: record.workerName ?? null,
    ...(record.queueId !== undefined && { queueId: Number(record.queueId) }),
    order: record.order,
    details: null,
    errorCount: count('error'),
    warningCount: count('warning'),
    url: null,
    log:
      record.logId === undefined
        ? null
        : {
            id: record.logId,
            type: 'Container',
            url: buildPartUrl(context, build, 'logs', String(record.logId)),
          },
    task: record.task ?? null,
    attempt: record.attempt,
    identifier: record.identifier,
    refName: record.refName,
    ...(record.issues.length > 0 && {
      issues: record.issues.map(({ type, message, data }) => ({
        type,
        category: 'General',
        message,
        data: data ?? {},
      })),
    }),
  };
}

/** A timeline, or the part of it that has changed since. */
export function timelineWire(
  context: WireContext,
  build: BuildRecord,
  options: {
    readonly id: string;
    readonly records: readonly TimelineRecord[];
    readonly changedSince?: number;
  },
) {
  const { id, records, changedSince } = options;
  const changeId = Math.max(0, ...records.map(record => record.changeId));
  const last = records.reduce(
    (latest, { lastModified }) =>
      lastModified > latest ? lastModified : latest,
    build.queueTime,
  );
  return {
    records: records
      .filter(
        record => changedSince === undefined || record.changeId > changedSince,
      )
      .map(record => recordWire(context, build, record)),
    lastChangedBy: '00000002-0000-8888-8000-000000000000',
    lastChangedOn: last,
    id,
    changeId,
    url: buildPartUrl(context, build, 'Timeline', id),
  };
}
