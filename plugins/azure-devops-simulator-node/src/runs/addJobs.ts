import { CompiledHook, CompiledStep } from '../pipelineYaml/CompiledPipeline';
import { TimelineRecord } from '../store/RunRecords';
import { jobScope } from './evaluateCondition';
import { JobLeg, legsOf } from './jobLegs';
import { PhaseState, RunState, StageState } from './RunState';
import { taskNameOf, taskReference } from './taskIds';
import { Timeline } from './Timeline';
import { variablesOf } from './VariableLayers';

/** Names of hooks as the timeline and output variables have them. */
function hookLeg(phase: PhaseState, hook: CompiledHook): JobLeg {
  return hook.hook === 'deploy'
    ? // Outputs of runOnce are named by the job: dependencies.A.outputs['A.step.variable'].
      { refName: phase.plan.name, title: phase.record.name, variables: {} }
    : { refName: hook.hook, title: hook.hook, variables: {} };
}

/** Steps that take part, each with the name it has within its job. */
export function namedSteps(
  steps: readonly CompiledStep[],
): readonly { readonly refName: string; readonly step: CompiledStep }[] {
  const counts = new Map<string, number>();
  return steps
    .filter(step => step.enabled)
    .map(step => {
      const base = step.name ?? taskNameOf(step);
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      return { refName: count === 0 ? base : `${base}${count}`, step };
    });
}

function addJob(options: {
  readonly timeline: Timeline;
  readonly stage: StageState;
  readonly phase: PhaseState;
  readonly leg: JobLeg;
  readonly order: number;
  readonly steps: readonly CompiledStep[];
  readonly hook?: CompiledHook['hook'];
}): TimelineRecord {
  const { timeline, phase, leg, order, hook } = options;
  const identifier = `${phase.record.identifier}.${leg.refName}`;
  const { attempt } = phase.record;
  const job = timeline.add({
    type: 'Job',
    parentId: phase.record.id,
    name: leg.title,
    identifier,
    refName: leg.refName,
    order,
    attempt,
    variables: leg.variables,
    ...(hook && { hook }),
  });
  namedSteps(options.steps).forEach(({ refName, step }, index) =>
    timeline.add({
      type: 'Task',
      parentId: job.id,
      name: step.displayName ?? taskNameOf(step),
      identifier: `${identifier}.${refName}`,
      refName,
      order: index + 1,
      attempt,
      task: taskReference(step),
    }),
  );
  return job;
}

/**
 * Adds the jobs of a phase: one, the legs of a matrix, or the hooks of a deployment.
 *
 * @throws Error if the legs cannot be worked out.
 */
export function addJobs(options: {
  readonly timeline: Timeline;
  readonly state: RunState;
  readonly stage: StageState;
  readonly phase: PhaseState;
}): void {
  const { timeline, state, stage, phase } = options;
  const { plan } = phase;
  if (plan.kind === 'deployment') {
    plan.hooks.forEach((hook, index) =>
      addJob({
        timeline,
        stage,
        phase,
        leg: hookLeg(phase, hook),
        order: index + 1,
        steps: hook.steps,
        hook: hook.hook,
      }),
    );
    return;
  }
  const scope = jobScope(state, stage, phase);
  const variables = variablesOf({
    layers: state.layers,
    scopes: [
      state.plan.pipeline.variables,
      stage.plan.variables,
      plan.variables,
    ],
    scope: { ...scope, functions: {} },
  });
  legsOf(plan, phase.record.name, {
    ...scope,
    variables: variables.toTexts(),
  }).forEach((leg, index) =>
    addJob({
      timeline,
      stage,
      phase,
      leg,
      order: index + 1,
      steps: plan.steps,
    }),
  );
}
