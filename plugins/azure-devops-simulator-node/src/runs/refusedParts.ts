import {
  CompiledPipeline,
  CompiledStage,
} from '../pipelineYaml/CompiledPipeline';

function unsupportedIn(stage: CompiledStage): readonly string[] {
  const manual =
    stage.trigger === 'manual'
      ? [
          `Stage ${stage.name}: the simulator does not simulate stages that are started by hand (trigger: manual).`,
        ]
      : [];
  const strategies = stage.jobs.flatMap(job =>
    job.kind === 'deployment' && job.strategy !== 'runOnce'
      ? [
          `Job ${job.name}: the simulator does not simulate the deployment strategy ${job.strategy}: it needs Kubernetes or virtual machine resources, and there are none. runOnce is simulated.`,
        ]
      : [],
  );
  return [...manual, ...strategies];
}

function unskippable(
  stagesToSkip: readonly string[],
  pipeline: CompiledPipeline,
): readonly string[] {
  return pipeline.stages
    .filter(
      stage =>
        !stage.isSkippable &&
        stagesToSkip.some(
          name => name.toLowerCase() === stage.name.toLowerCase(),
        ),
    )
    .map(
      stage =>
        `Stage ${stage.name} cannot be skipped: the pipeline says isSkippable: false.`,
    );
}

function unknownStages(
  stagesToSkip: readonly string[],
  pipeline: CompiledPipeline,
): readonly string[] {
  return stagesToSkip
    .filter(
      name =>
        !pipeline.stages.some(
          stage => stage.name.toLowerCase() === name.toLowerCase(),
        ),
    )
    .map(
      name =>
        `stagesToSkip names the stage ${name}, which the pipeline does not have.`,
    );
}

/** Parts of a valid pipeline that are not simulated, and stages that cannot be left out. */
export function refusedParts(
  pipeline: CompiledPipeline,
  stagesToSkip: readonly string[],
): readonly string[] {
  return [
    ...pipeline.stages.flatMap(unsupportedIn),
    ...unskippable(stagesToSkip, pipeline),
    ...unknownStages(stagesToSkip, pipeline),
  ];
}
