import { toBoolean } from '../expressions/convertValue';
import { CompiledVariable } from '../pipelineYaml/CompiledPipeline';
import {
  jobDependencies,
  jobStageDependencies,
  stageDependencies,
} from './dependencies';
import {
  evaluateInScope,
  runtimeExpression,
  RuntimeScope,
} from './evaluateRuntimeText';
import {
  isCancelling,
  PhaseState,
  RunState,
  stagesOf,
  StageState,
} from './RunState';
import { GraphNode, statusFunctions } from './statusFunctions';
import { variablesOf } from './VariableLayers';

/** What came of a condition: yes, no, or a mistake in it. */
export type Verdict =
  | { readonly kind: 'run' }
  | { readonly kind: 'skip'; readonly condition: string }
  | { readonly kind: 'invalid'; readonly message: string };

const byDefault = 'succeeded()';

function toNode(item: StageState | PhaseState): GraphNode {
  return {
    name: item.plan.name,
    dependsOn: item.plan.dependsOn,
    ...(item.record.result && { result: item.record.result }),
  };
}

export function stageScope(
  state: RunState,
  stage: StageState,
): Omit<RuntimeScope, 'variables'> {
  return {
    dependencies: stageDependencies(state, stage),
    startTime: state.build.startTime ?? state.build.queueTime,
    functions: statusFunctions({
      node: toNode(stage),
      graph: stagesOf(state).map(toNode),
      isCanceled: isCancelling(state, stage.record),
    }),
  };
}

export function jobScope(
  state: RunState,
  stage: StageState,
  phase: PhaseState,
): Omit<RuntimeScope, 'variables'> {
  return {
    dependencies: jobDependencies(stage, phase),
    stageDependencies: jobStageDependencies(state, stage),
    startTime: state.build.startTime ?? state.build.queueTime,
    functions: statusFunctions({
      node: toNode(phase),
      graph: stage.phases.map(toNode),
      isCanceled: isCancelling(state, stage.record),
    }),
  };
}

function evaluate(options: {
  readonly state: RunState;
  readonly condition: string | undefined;
  readonly scopes: readonly (readonly CompiledVariable[])[];
  readonly scope: Omit<RuntimeScope, 'variables'>;
}): Verdict {
  const condition = options.condition?.trim() || byDefault;
  try {
    const variables = variablesOf({
      layers: options.state.layers,
      scopes: options.scopes,
      scope: { ...options.scope, functions: {} },
    });
    const isMet = toBoolean(
      evaluateInScope(runtimeExpression(condition) ?? condition, {
        ...options.scope,
        variables: variables.toTexts(),
      }),
    );
    return isMet ? { kind: 'run' } : { kind: 'skip', condition };
  } catch (error) {
    return {
      kind: 'invalid',
      message: `The condition '${condition}' could not be evaluated: ${
        error instanceof Error ? error.message : String(error)
      }`,
    };
  }
}

/** Whether a stage runs, now that everything it depends on has ended. */
export function stageVerdict(state: RunState, stage: StageState): Verdict {
  return evaluate({
    state,
    condition: stage.plan.condition,
    scopes: [state.plan.pipeline.variables, stage.plan.variables],
    scope: stageScope(state, stage),
  });
}

/** Whether a job runs, now that everything it depends on has ended. */
export function jobVerdict(
  state: RunState,
  stage: StageState,
  phase: PhaseState,
): Verdict {
  return evaluate({
    state,
    condition: phase.plan.condition,
    scopes: [
      state.plan.pipeline.variables,
      stage.plan.variables,
      phase.plan.variables,
    ],
    scope: jobScope(state, stage, phase),
  });
}
