import type { ConfigurationSource } from '../desiredState/configurationSource';
import { isSameName } from '../names/resourceNames';
import { normalizeDescription, readMark } from '../ownership/ownershipMark';
import type { Fields } from '../plan/fieldChanges';
import { decideMarkedResource, isMarkedOurs } from './markedResource';
import { isReplaced } from './protectedResource';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** Where the values of a variable group live. @public */
export type DesiredVariables =
  | {
      readonly type: 'plain';
      readonly values: Readonly<Record<string, string>>;
      /** Name of a secret of the user or the server, by name of the variable. */
      readonly secrets: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'key-vault';
      /** Name of the Azure Key Vault. */
      readonly vault: string;
      readonly serviceConnection: string;
      /** Names of the vault's secrets. */
      readonly secrets: readonly string[];
    };

/** Values that pipelines read at run time. @public */
export interface DesiredVariableGroup {
  readonly name: string;
  readonly description: string;
  readonly variables: DesiredVariables;
  /** The group in the configuration. */
  readonly source: ConfigurationSource;
}

/** A value of a variable group; what is secret cannot be read back. @public */
export type ObservedVariable =
  | { readonly type: 'plain'; readonly value: string }
  | { readonly type: 'secret' }
  /** In the open, although the configuration wants it secret: the value is not for a plan. */
  | { readonly type: 'exposed' };

/** A variable group as it is. @public */
export interface ObservedVariableGroup extends ObservedResource {
  readonly description: string;
  readonly variables:
    | {
        readonly type: 'plain';
        readonly values: Readonly<Record<string, ObservedVariable>>;
      }
    | {
        readonly type: 'key-vault';
        readonly vault: string;
        readonly serviceConnectionId: string;
        readonly secrets: readonly string[];
      };
}

const SECRET = '(secret)';

/**
 * Plain values follow the configuration, including those that it no longer
 * has. A secret cannot be read back: one that is there is left as it is unless
 * secrets are to be written again, and those that someone has added stay.
 *
 * @public
 */
export const variableGroupDefinition: ResourceDefinition<'variable-group'> = {
  kind: 'variable-group',
  label: 'variable group',
  diff(desired, observed, context) {
    const { variables } = desired;
    if (observed && observed.variables.type !== variables.type) {
      return {
        kind: 'variable-group',
        name: desired.name,
        dependsOn: [],
        action: 'conflict',
        reason:
          observed.variables.type === 'key-vault'
            ? 'a variable group of this name exists and is linked to a Key Vault'
            : 'a variable group of this name exists and holds values of its own, not those of a Key Vault',
        remedy: 'Choose another name; its values cannot be taken over.',
        desired,
        observed,
      };
    }
    return decideMarkedResource({
      kind: 'variable-group',
      label: 'variable group',
      name: desired.name,
      desired,
      observed,
      context,
      dependsOn:
        variables.type === 'key-vault'
          ? [{ kind: 'service-connection', name: variables.serviceConnection }]
          : [],
      fieldsOfDesired: {
        description: normalizeDescription(desired.description),
        ...showDesired(desired),
      },
      fieldsOfObserved: group => ({
        description: readMark(group.description).text,
        ...showObserved(group, desired, context),
      }),
    });
  },
  isOurs: isMarkedOurs,
  secrets(change) {
    if (
      (change.action !== 'create' && change.action !== 'update') ||
      change.desired.variables.type !== 'plain'
    ) {
      return [];
    }
    const { source } = change.desired;
    const written = new Set(change.fields.map(({ field }) => field));
    return Object.entries(change.desired.variables.secrets)
      .filter(([name]) => written.has(fieldOf(name)))
      .map(([name, secret]) => ({
        secret,
        source: { ...source, keyPath: [...source.keyPath, 'secrets', name] },
      }));
  },
};

function fieldOf(variable: string): string {
  return `variable ${variable}`;
}

/** The field that shows a variable, for whoever writes what a change says. @public */
export function fieldOfVariable(variable: string): string {
  return fieldOf(variable);
}

function showDesired({ variables }: DesiredVariableGroup): Fields {
  if (variables.type === 'key-vault') {
    return {
      'Key Vault': variables.vault,
      'service connection': variables.serviceConnection,
      secrets: [...variables.secrets].sort(),
    };
  }
  return nameVariables([
    ...Object.entries(variables.values),
    ...Object.keys(variables.secrets).map(name => [name, SECRET] as const),
  ]);
}

function showObserved(
  { variables }: ObservedVariableGroup,
  desired: DesiredVariableGroup,
  context: DifferenceContext,
): Fields {
  if (variables.type === 'key-vault') {
    const wanted =
      desired.variables.type === 'key-vault'
        ? desired.variables.serviceConnection
        : '';
    const connection = context.observed('service-connection', wanted);
    // One that is replaced gets another id, which the group has to be told.
    const isLinked =
      connection?.id === variables.serviceConnectionId &&
      !isReplaced({ kind: 'service-connection', name: wanted }, context);
    return {
      'Key Vault': variables.vault,
      'service connection': isLinked ? wanted : variables.serviceConnectionId,
      secrets: [...variables.secrets].sort(),
    };
  }
  return nameVariables(
    Object.entries(variables.values)
      .filter(
        ([name, variable]) =>
          variable.type !== 'secret' || isNamed(name, desired),
      )
      .map(([name, variable]) => [
        spellingOf(name, desired),
        showVariable(name, variable, { desired, context }),
      ]),
  );
}

/** A secret is as configured when it is there, unless it is to be written again. */
function showVariable(
  name: string,
  variable: ObservedVariable,
  {
    desired,
    context,
  }: {
    readonly desired: DesiredVariableGroup;
    readonly context: DifferenceContext;
  },
): string {
  switch (variable.type) {
    case 'plain':
      return variable.value;
    case 'exposed':
      return '(not secret)';
    default: {
      const isSecret =
        desired.variables.type === 'plain' &&
        Object.keys(desired.variables.secrets).some(candidate =>
          isSameName(candidate, name),
        );
      return isSecret && context.updateSecrets
        ? `${SECRET}, to be written again`
        : SECRET;
    }
  }
}

/** Azure DevOps treats the names of variables without case. */
function isNamed(name: string, desired: DesiredVariableGroup): boolean {
  return namesOf(desired).some(candidate => isSameName(candidate, name));
}

function spellingOf(name: string, desired: DesiredVariableGroup): string {
  const { variables } = desired;
  return variables.type === 'plain'
    ? Object.keys(variables.secrets).find(candidate =>
        isSameName(candidate, name),
      ) ?? name
    : name;
}

function namesOf({ variables }: DesiredVariableGroup): readonly string[] {
  return variables.type === 'plain'
    ? [...Object.keys(variables.values), ...Object.keys(variables.secrets)]
    : variables.secrets;
}

function nameVariables(
  variables: readonly (readonly [string, string])[],
): Fields {
  return Object.fromEntries(
    variables.map(([name, value]) => [fieldOf(name), value]),
  );
}
