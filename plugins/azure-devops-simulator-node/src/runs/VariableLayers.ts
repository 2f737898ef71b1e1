import { JobVariable } from '../agent/JobRequest';
import { CompiledVariable } from '../pipelineYaml/CompiledPipeline';
import { VariableValue } from '../store/records';
import { evaluateRuntimeText, RuntimeScope } from './evaluateRuntimeText';
import { VariableTable } from './VariableTable';

/** Values of variables that do not come from the pipeline's file. */
export interface VariableLayers {
  /** From the pipeline's settings. */
  readonly definition: Readonly<Record<string, VariableValue>>;
  /** From whoever started the run. */
  readonly queueTime: Readonly<Record<string, VariableValue>>;
  /** Variables of the groups of the project, by lower-case name of the group. */
  readonly groups: ReadonlyMap<string, Readonly<Record<string, VariableValue>>>;
  /** Predefined ones that hold for the whole run. */
  readonly predefined: Readonly<Record<string, string | undefined>>;
}

function jobVariable(value: VariableValue): JobVariable {
  return {
    value: value.value ?? '',
    ...(value.isSecret && { isSecret: true }),
    ...(value.isReadOnly && { isReadOnly: true }),
  };
}

function addAll(
  table: VariableTable,
  values: Readonly<Record<string, VariableValue>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    table.set(name, jobVariable(value));
  }
}

function addScope(options: {
  readonly table: VariableTable;
  readonly layers: VariableLayers;
  readonly variables: readonly CompiledVariable[];
  readonly scope: Omit<RuntimeScope, 'variables'>;
}): void {
  const { table, layers, variables, scope } = options;
  for (const variable of variables) {
    if (variable.kind === 'group') {
      addAll(table, layers.groups.get(variable.name.toLowerCase()) ?? {});
    } else {
      const value = evaluateRuntimeText(variable.value, {
        ...scope,
        variables: table.toTexts(),
      });
      table.set(variable.name, {
        value,
        ...(variable.isReadOnly && { isReadOnly: true }),
      });
    }
  }
}

/**
 * The variables of a run, a stage or a job: `scopes` are the `variables` of
 * the file from the outermost in. An inner one replaces an outer one, the file
 * replaces what was given when the run was queued, and that the pipeline's settings.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/variables#expansion-of-variables
 *
 * @throws ExpressionError for a run-time expression that cannot be evaluated.
 */
export function variablesOf(options: {
  readonly layers: VariableLayers;
  readonly scopes: readonly (readonly CompiledVariable[])[];
  readonly scope: Omit<RuntimeScope, 'variables'>;
  /** Values of the leg of a matrix. */
  readonly leg?: Readonly<Record<string, string>>;
}): VariableTable {
  const { layers, scopes, scope } = options;
  const table = new VariableTable();
  // Expressions in the file may read predefined variables, and nothing may replace these.
  table.setTexts(layers.predefined);
  addAll(table, layers.definition);
  addAll(table, layers.queueTime);
  for (const variables of scopes) {
    addScope({ table, layers, variables, scope });
  }
  table.setTexts(options.leg ?? {});
  table.setTexts(layers.predefined);
  return table;
}
