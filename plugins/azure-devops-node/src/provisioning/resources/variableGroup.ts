import {
  fieldOfVariable,
  isSameName,
  writeMark,
  type DesiredVariableGroup,
  type ObservedVariable,
  type ObservedVariableGroup,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  VariableGroup,
  VariableGroupSettings,
  VariableValue,
} from '../../client/areas/VariableGroupsApi';
import type { ApplyContext } from '../provisioningContext';
import type { ResourceProvider, Writable } from '../ResourceProvider';
import { isWanted } from './isWanted';

/** Variable groups of the library. */
export const variableGroupProvider: ResourceProvider<'variable-group'> = {
  async observe(context, desired) {
    const { client, project, limit, everything } = context;
    if (desired.length === 0 && !everything) {
      return [];
    }
    return limit(async () => {
      const found: ObservedVariableGroup[] = [];
      for await (const group of client.variableGroups.list({ project })) {
        const described = describeGroup(
          group,
          client.webUrls.variableGroup({ project, id: String(group.id) }),
          desired,
        );
        if (isWanted(described, desired, context)) {
          found.push(described);
        }
      }
      return found;
    });
  },

  async apply(change, context) {
    const { client, project } = context;
    const group =
      change.action === 'create'
        ? await client.variableGroups.create(settingsOf(change, context, {}))
        : await updateGroup(change, context);
    const id = String(group.id);
    return { id, url: client.webUrls.variableGroup({ project, id }) };
  },

  remove: ({ id }, context) =>
    context.client.variableGroups.remove({
      id,
      projectId: context.projectId(),
    }),
};

function describeGroup(
  group: VariableGroup,
  url: string,
  desired: readonly DesiredVariableGroup[],
): ObservedVariableGroup {
  const variables = Object.entries(group.variables ?? {});
  const secrets = desired
    .filter(({ name }) => isSameName(name, group.name))
    .flatMap(({ variables: wanted }) =>
      wanted.type === 'plain' ? Object.keys(wanted.secrets) : [],
    );
  return {
    id: String(group.id),
    name: group.name,
    description: group.description ?? '',
    variables:
      group.type === 'AzureKeyVault'
        ? {
            type: 'key-vault',
            vault: group.providerData?.vault ?? '',
            serviceConnectionId: group.providerData?.serviceEndpointId ?? '',
            secrets: variables.map(([name]) => name),
          }
        : {
            type: 'plain',
            values: Object.fromEntries(
              variables.map(([name, variable]) => [
                name,
                describeVariable(
                  variable,
                  secrets.some(secret => isSameName(secret, name)),
                ),
              ]),
            ),
          },
    url,
  };
}

function describeVariable(
  variable: VariableValue,
  isWantedSecret: boolean,
): ObservedVariable {
  if (variable.isSecret === true) {
    return { type: 'secret' };
  }
  return isWantedSecret
    ? { type: 'exposed' }
    : { type: 'plain', value: variable.value ?? '' };
}

async function updateGroup(
  change: Extract<Writable<'variable-group'>, { action: 'update' | 'replace' }>,
  context: ApplyContext,
): Promise<VariableGroup> {
  const { client, project } = context;
  const current = await client.variableGroups.get({
    project,
    id: change.observed.id,
  });
  return client.variableGroups.update({
    current,
    settings: settingsOf(change, context, current.variables ?? {}),
  });
}

function settingsOf(
  change: Writable<'variable-group'>,
  context: ApplyContext,
  current: Readonly<Record<string, VariableValue>>,
): VariableGroupSettings {
  const { desired } = change;
  const base = {
    project: { id: context.projectId(), name: context.project },
    name: desired.name,
    description: writeMark({ text: desired.description, owner: context.owner }),
  };
  return desired.variables.type === 'key-vault'
    ? {
        ...base,
        variables: Object.fromEntries(
          desired.variables.secrets.map(name => [
            name,
            { ...current[name], value: null, isSecret: true, enabled: true },
          ]),
        ),
        keyVault: {
          vault: desired.variables.vault,
          serviceConnectionId: context.idOf({
            kind: 'service-connection',
            name: desired.variables.serviceConnection,
          }),
        },
      }
    : { ...base, variables: plainVariables(change, context, current) };
}

/**
 * A secret without value keeps the value that it has. One that the
 * configuration names gives way, whatever the case of its name.
 */
function plainVariables(
  change: Writable<'variable-group'>,
  context: ApplyContext,
  current: Readonly<Record<string, VariableValue>>,
): Readonly<Record<string, VariableValue>> {
  const { variables } = change.desired;
  if (variables.type !== 'plain') {
    return {};
  }
  const written = new Set(change.fields.map(({ field }) => field));
  const decided = Object.keys(variables.values);
  const secrets = Object.entries(current).filter(
    ([name, variable]) =>
      variable.isSecret === true &&
      !decided.some(candidate => isSameName(candidate, name)),
  );
  const newSecrets = Object.entries(variables.secrets)
    .filter(([name]) => written.has(fieldOfVariable(name)))
    .map(([name, secret]): [string, VariableValue] => [
      name,
      { value: context.secret(secret), isSecret: true },
    ]);
  return {
    ...Object.fromEntries(
      secrets.filter(
        ([name]) => !newSecrets.some(([other]) => isSameName(other, name)),
      ),
    ),
    ...Object.fromEntries(
      Object.entries(variables.values).map(([name, value]) => [
        name,
        { value, isSecret: false },
      ]),
    ),
    ...Object.fromEntries(newSecrets),
  };
}
