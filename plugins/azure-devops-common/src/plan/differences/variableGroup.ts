import { DesiredVariableGroup } from '../../desiredState/desiredState';
import { isSameName } from '../../names/resourceNames';
import {
  ObservedVariable,
  ObservedVariableGroup,
} from '../../observed/observedState';
import { normalizeDescription, readMark } from '../../ownership/ownershipMark';
import { VariableGroupChange } from '../plan';
import { Fields } from './fieldChanges';
import { decideMarkedResource, OwnershipPolicy } from './markedResource';

/**
 * What has to happen to one variable group.
 *
 * Plain values follow the configuration, including those that it no longer
 * has. Secret values cannot be in a file, so those that someone has added stay.
 */
export function diffVariableGroup(options: {
  readonly desired: DesiredVariableGroup;
  readonly observed: ObservedVariableGroup | undefined;
  readonly policy: OwnershipPolicy;
}): VariableGroupChange {
  const { desired, observed } = options;
  if (observed?.type === 'key-vault') {
    return {
      kind: 'variable-group',
      name: desired.name,
      dependsOn: [],
      action: 'conflict',
      reason:
        'a variable group of this name exists and is linked to a Key Vault',
      remedy: 'Choose another name; its values cannot be taken over.',
      desired,
      observed,
    };
  }
  return decideMarkedResource({
    ...options,
    kind: 'variable-group',
    fieldsOfDesired: {
      description: normalizeDescription(desired.description),
      ...nameVariables(Object.entries(desired.variables)),
    },
    fieldsOfObserved: group => ({
      description: readMark(group.description).text,
      ...nameVariables(
        Object.entries(group.variables)
          .filter(
            ([name, variable]) =>
              variable.type === 'plain' || isDesired(name, desired),
          )
          .map(([name, variable]) => [name, showVariable(variable)]),
      ),
    }),
  });
}

/** Azure DevOps treats the names of variables without case. */
function isDesired(name: string, desired: DesiredVariableGroup): boolean {
  return Object.keys(desired.variables).some(candidate =>
    isSameName(candidate, name),
  );
}

function nameVariables(
  variables: readonly (readonly [string, string])[],
): Fields {
  return Object.fromEntries(
    variables.map(([name, value]) => [`variable ${name}`, value]),
  );
}

function showVariable(variable: ObservedVariable): string {
  return variable.type === 'plain' ? variable.value : '(secret)';
}
