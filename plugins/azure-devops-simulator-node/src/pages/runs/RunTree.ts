import { CompiledPipeline } from '../../pipelineYaml/CompiledPipeline';
import { TimelineRecord } from '../../store/RunRecords';

/** A step of a job is a record of type Task. */
export interface JobNode {
  /** A job, or the phase it will come from as long as there is no job. */
  readonly record: TimelineRecord;
  readonly steps: readonly TimelineRecord[];
}

export interface StageNode {
  readonly record: TimelineRecord;
  readonly jobs: readonly JobNode[];
  /** Identifiers of the stages that it waits for. */
  readonly dependsOn: readonly string[];
}

const inOrder = (left: TimelineRecord, right: TimelineRecord) =>
  left.order - right.order;

/** Records by the id of the one that they are below of. */
export function byParent(
  records: readonly TimelineRecord[],
): ReadonlyMap<string, readonly TimelineRecord[]> {
  const children = new Map<string, TimelineRecord[]>();
  for (const record of records) {
    const siblings = children.get(record.parentId ?? '') ?? [];
    siblings.push(record);
    children.set(record.parentId ?? '', siblings);
  }
  return children;
}

/** The records of a run as people see them: stages with jobs with steps. */
export function stagesOf(
  records: readonly TimelineRecord[],
  pipeline?: CompiledPipeline,
): readonly StageNode[] {
  const children = byParent(records);
  const below = (record: TimelineRecord, type: TimelineRecord['type']) =>
    (children.get(record.id) ?? [])
      .filter(child => child.type === type)
      .sort(inOrder);
  const jobNode = (record: TimelineRecord): JobNode => ({
    record,
    steps: below(record, 'Task'),
  });
  const jobsOf = (phase: TimelineRecord): readonly JobNode[] => {
    const jobs = below(phase, 'Job');
    return jobs.length > 0 ? jobs.map(jobNode) : [jobNode(phase)];
  };
  return records
    .filter(({ type }) => type === 'Stage')
    .sort(inOrder)
    .map(record => ({
      record,
      jobs: below(record, 'Phase').flatMap(jobsOf),
      dependsOn:
        pipeline?.stages.find(({ name }) => name === record.refName)
          ?.dependsOn ?? [],
    }));
}

/**
 * Stages in columns: each stands behind all that it waits for, so that
 * stages of one column may run at the same time.
 */
export function columnsOf(
  stages: readonly StageNode[],
): readonly (readonly StageNode[])[] {
  const byName = new Map(stages.map(stage => [stage.record.refName, stage]));
  const columns = new Map<string, number>();
  const columnOf = (stage: StageNode): number => {
    const known = columns.get(stage.record.refName);
    if (known !== undefined) {
      return known;
    }
    columns.set(stage.record.refName, 0);
    const before = stage.dependsOn.map(name => {
      const other = byName.get(name);
      return other ? columnOf(other) + 1 : 0;
    });
    const column = Math.max(0, ...before);
    columns.set(stage.record.refName, column);
    return column;
  };
  const result: StageNode[][] = [];
  for (const stage of stages) {
    (result[columnOf(stage)] ??= []).push(stage);
  }
  return result;
}
