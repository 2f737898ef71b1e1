import { CompiledPipeline } from '../pipelineYaml/CompiledPipeline';
import { toNumber, toText } from '../expressions/convertValue';
import { ExpressionValue } from '../expressions/ExpressionValue';
import { Store } from '../store/Store';
import { evaluateRuntimeText, runtimeExpression } from './evaluateRuntimeText';
import { VariableLayers, variablesOf } from './VariableLayers';

/** Counts up for every run with the same prefix, from the seed on. */
function nextCount(
  store: Store,
  definitionId: string,
  parameters: readonly ExpressionValue[],
): number {
  const prefix = toText(parameters[0] ?? '');
  const seed = parameters.length > 1 ? toNumber(parameters[1]) : 0;
  return seed + store.nextNumber(`counter:${definitionId}:${prefix}`) - 1;
}

/**
 * Replaces `counter(…)` in the pipeline's variables by its value in this run:
 * it counts runs, so it is evaluated once.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/expressions#counter
 */
export function settleCounters(options: {
  readonly store: Store;
  readonly definitionId: string;
  readonly pipeline: CompiledPipeline;
  readonly layers: VariableLayers;
  readonly startTime: string;
}): CompiledPipeline {
  const { store, definitionId, pipeline, layers, startTime } = options;
  const settled: CompiledPipeline['variables'][number][] = [];
  for (const variable of pipeline.variables) {
    const isCounter =
      variable.kind === 'value' &&
      /\bcounter\s*\(/i.test(runtimeExpression(variable.value) ?? '');
    settled.push(
      isCounter
        ? {
            ...variable,
            value: evaluateRuntimeText(variable.value, {
              startTime,
              variables: variablesOf({
                layers,
                scopes: [settled],
                scope: { startTime },
              }).toTexts(),
              functions: {
                counter: parameters =>
                  nextCount(store, definitionId, parameters),
              },
            }),
          }
        : variable,
    );
  }
  return { ...pipeline, variables: settled };
}
