import { JsonValue } from '../pipelineYaml/CompiledPipeline';
import { resultName } from './combineResults';
import { PhaseState, RunState, StageState, stagesOf } from './RunState';

type Outputs = Record<string, string>;

/** Output variables of a job, as jobs of the same stage name them. */
function jobOutputs(phase: PhaseState): Outputs {
  const outputs: Outputs = {};
  for (const job of phase.jobs) {
    // A leg's outputs carry its name; a deployment's that of its job or hook.
    const prefix = job.refName === '__default' ? '' : `${job.refName}.`;
    for (const [name, { value }] of Object.entries(job.outputs ?? {})) {
      outputs[`${prefix}${name}`] = value;
    }
  }
  return outputs;
}

function jobDependency(phase: PhaseState): JsonValue {
  return {
    result: resultName(phase.record.result),
    outputs: jobOutputs(phase),
  };
}

/** A stage as later stages name it: `outputs['job.step.variable']`. */
function stageDependency(stage: StageState): JsonValue {
  const outputs: Outputs = {};
  for (const phase of stage.phases) {
    for (const [name, value] of Object.entries(jobOutputs(phase))) {
      outputs[`${phase.plan.name}.${name}`] = value;
    }
  }
  return { result: resultName(stage.record.result), outputs };
}

const sameName = (left: string, right: string) =>
  left.toLowerCase() === right.toLowerCase();

/** `dependencies` in the condition of a stage: the stages it depends on. */
export function stageDependencies(
  state: RunState,
  stage: StageState,
): JsonValue {
  return Object.fromEntries(
    stagesOf(state)
      .filter(other =>
        stage.plan.dependsOn.some(name => sameName(name, other.plan.name)),
      )
      .map(other => [other.plan.name, stageDependency(other)]),
  );
}

/** `dependencies` in a job: the jobs of its stage that it depends on. */
export function jobDependencies(
  stage: StageState,
  phase: PhaseState,
): JsonValue {
  return Object.fromEntries(
    stage.phases
      .filter(other =>
        phase.plan.dependsOn.some(name => sameName(name, other.plan.name)),
      )
      .map(other => [other.plan.name, jobDependency(other)]),
  );
}

/** `stageDependencies` in a job: the jobs of the stages that its stage depends on. */
export function jobStageDependencies(
  state: RunState,
  stage: StageState,
): JsonValue {
  return Object.fromEntries(
    stagesOf(state)
      .filter(other =>
        stage.plan.dependsOn.some(name => sameName(name, other.plan.name)),
      )
      .map(other => [
        other.plan.name,
        Object.fromEntries(
          other.phases.map(phase => [phase.plan.name, jobDependency(phase)]),
        ),
      ]),
  );
}
