import { CompiledStage } from '../pipelineYaml/CompiledPipeline';
import { TimelineRecord } from '../store/RunRecords';
import { Timeline } from './Timeline';

/** Adds the record of a stage and those of its jobs. */
export function addStage(
  timeline: Timeline,
  stage: CompiledStage,
  options: {
    readonly order: number;
    readonly attempt: number;
    readonly previousAttempts?: TimelineRecord['previousAttempts'];
  },
): TimelineRecord {
  const { order, attempt, previousAttempts } = options;
  const record = timeline.add({
    type: 'Stage',
    name: stage.displayName ?? stage.name,
    identifier: stage.name,
    refName: stage.name,
    order,
    attempt,
    ...(previousAttempts && { previousAttempts }),
  });
  stage.jobs.forEach((job, index) =>
    timeline.add({
      type: 'Phase',
      parentId: record.id,
      name: job.displayName ?? job.name,
      identifier: `${stage.name}.${job.name}`,
      refName: job.name,
      order: index + 1,
      attempt,
    }),
  );
  return record;
}

/** Adds everything that a run is going to do, as far as it is known before it starts. */
export function createTimeline(
  timeline: Timeline,
  stages: readonly CompiledStage[],
): void {
  stages.forEach((stage, index) =>
    addStage(timeline, stage, { order: index + 1, attempt: 1 }),
  );
}
