import { pipelineInvalid } from '../../errors/buildErrors';
import { DefinitionRecord, VariableValue } from '../../store/records';

type Values = Readonly<Record<string, VariableValue>>;

/** Of any pipeline. */
const alwaysSettable = ['system.debug'];

/**
 * Variables that are given to a run: only those that the pipeline's settings
 * let be set. A secret stays one.
 *
 * @throws AzureDevOpsError naming those that may not be set.
 */
export function queueTimeVariables(
  definition: DefinitionRecord,
  given: Values,
): Values {
  const known = new Map(
    Object.entries(definition.variables).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    ),
  );
  const refused = Object.keys(given).filter(
    name =>
      !alwaysSettable.includes(name.toLowerCase()) &&
      known.get(name.toLowerCase())?.allowOverride !== true,
  );
  if (refused.length > 0) {
    throw pipelineInvalid(
      `You can't set the following variables (${refused.join(
        ', ',
      )}). If you want to be able to set these variables, then edit the pipeline and select Settable at queue time on the variables tab of the pipeline editor.`,
    );
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      {
        ...value,
        ...(known.get(name.toLowerCase())?.isSecret && { isSecret: true }),
      },
    ]),
  );
}
