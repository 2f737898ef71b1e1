import { CompiledAction, CompiledStep } from '../pipelineYaml/CompiledPipeline';
import { JobRequest } from './JobRequest';
import { PlannedStep } from './PlannedStep';
import type { StepContext } from './StepContext';
import { runCheckout } from './checkout/runCheckout';
import { runTask } from './tasks/runTask';
import { tasks } from './tasks/tasks';

function titleOf(request: JobRequest, action: CompiledAction): string {
  if (action.kind === 'checkout') {
    return checkoutTitle(request, action.repository);
  }
  const task = tasks.find(
    ({ name }) => name.toLowerCase() === action.name.toLowerCase(),
  );
  return task?.friendlyName ?? action.name;
}

/** For example `Checkout model@main to s`. */
function checkoutTitle(request: JobRequest, repository: string): string {
  const found = request.repositories[repository];
  return found
    ? `Checkout ${found.name}@${found.ref.replace(
        /^refs\/(heads|tags)\//,
        '',
      )} to s`
    : `Checkout ${repository}`;
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

/** What a job does first although its steps do not say so. */
export function implicitSteps(request: JobRequest): readonly {
  readonly displayName: string;
  readonly action: CompiledAction;
}[] {
  const checksOut = request.steps.some(
    ({ step }) => step.action.kind === 'checkout',
  );
  const checkout: CompiledAction = {
    kind: 'checkout',
    repository: 'self',
    options: {},
  };
  return [
    ...(request.isDeployment || checksOut
      ? []
      : [{ displayName: titleOf(request, checkout), action: checkout }]),
    ...(request.downloadsArtifacts ? automaticDownloads(request) : []),
  ];
}

/** One download for this run, and one for each pipeline resource, into a folder of its alias. */
function automaticDownloads(request: JobRequest) {
  const aliases = Object.keys(request.variables).flatMap(
    name => /^resources\.pipeline\.(.+)\.runID$/i.exec(name)?.[1] ?? [],
  );
  const download = (
    displayName: string,
    inputs: Readonly<Record<string, string>>,
  ) => ({
    displayName,
    action: {
      kind: 'task' as const,
      name: 'DownloadPipelineArtifact',
      version: '2',
      inputs,
    },
  });
  return [
    download('Download artifacts of this run', {
      buildType: 'current',
      targetPath: '$(Pipeline.Workspace)',
    }),
    ...aliases.map(alias =>
      download(`Download artifacts of ${alias}`, {
        buildType: 'specific',
        project: `$(resources.pipeline.${alias}.projectID)`,
        definition: `$(resources.pipeline.${alias}.pipelineID)`,
        buildVersionToDownload: 'specific',
        pipelineId: `$(resources.pipeline.${alias}.runID)`,
        targetPath: `$(Pipeline.Workspace)/${alias}`,
      }),
    ),
  ];
}

/** Carries an action out. */
export function runAction(
  context: StepContext,
  action: CompiledAction,
): Promise<void> {
  return action.kind === 'checkout'
    ? runCheckout(context, action)
    : runTask(context, action);
}

/** The steps of a request in the form in which the agent runs them. */
export function planSteps(request: JobRequest): readonly PlannedStep[] {
  const referenceName = referenceNames(request.steps.map(({ step }) => step));
  return request.steps.map(({ recordId, step }) => {
    const { action } = step;
    return {
      recordId,
      displayName: step.displayName ?? titleOf(request, action),
      referenceName: referenceName(step),
      enabled: step.enabled,
      ...(step.condition !== undefined && { condition: step.condition }),
      continueOnError: step.continueOnError,
      timeoutInMinutes: step.timeoutInMinutes,
      retryCountOnTaskFailure: step.retryCountOnTaskFailure,
      environment: step.environment,
      run: context => runAction(context, action),
    };
  });
}
