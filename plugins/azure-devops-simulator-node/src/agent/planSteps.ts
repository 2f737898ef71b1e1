import { CompiledAction, CompiledStep } from '../pipelineYaml/CompiledPipeline';
import { JobRequest } from './JobRequest';
import { PlannedStep } from './PlannedStep';
import { runCheckout } from './checkout/runCheckout';
import { runTask } from './tasks/runTask';
import { tasks } from './tasks/tasks';

function titleOf(action: CompiledAction): string {
  if (action.kind === 'checkout') {
    return `Checkout ${action.repository}`;
  }
  const task = tasks.find(
    ({ name }) => name.toLowerCase() === action.name.toLowerCase(),
  );
  return task?.friendlyName ?? action.name;
}

/** Steps without a name are told apart by numbers: `CmdLine`, `CmdLine1`. */
function referenceNames(
  steps: readonly CompiledStep[],
): (step: CompiledStep) => string {
  const taken = new Set(
    steps.flatMap(({ name }) => (name ? [name.toLowerCase()] : [])),
  );
  return ({ name, action }) => {
    if (name) {
      return name;
    }
    const base = action.kind === 'task' ? action.name : 'checkout';
    let candidate = base;
    for (let n = 1; taken.has(candidate.toLowerCase()); n += 1) {
      candidate = `${base}${n}`;
    }
    taken.add(candidate.toLowerCase());
    return candidate;
  };
}

/** The steps of a request in the form in which the agent runs them. */
export function planSteps(request: JobRequest): readonly PlannedStep[] {
  const referenceName = referenceNames(request.steps.map(({ step }) => step));
  return request.steps.map(({ recordId, step }) => {
    const { action } = step;
    return {
      recordId,
      displayName: step.displayName ?? titleOf(action),
      referenceName: referenceName(step),
      enabled: step.enabled,
      ...(step.condition !== undefined && { condition: step.condition }),
      continueOnError: step.continueOnError,
      timeoutInMinutes: step.timeoutInMinutes,
      retryCountOnTaskFailure: step.retryCountOnTaskFailure,
      environment: step.environment,
      run: context =>
        action.kind === 'checkout'
          ? runCheckout(context, action)
          : runTask(context, action),
    };
  });
}
