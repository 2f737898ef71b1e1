import {
  isSameName,
  writeMark,
  type DesiredVariableGroup,
  type ObservedVariable,
  type ObservedVariableGroup,
  type ResourceOutcome,
  type VariableGroupChange,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import type {
  VariableGroup,
  VariableValue,
} from '../../client/areas/VariableGroupsApi';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { Writable } from './resource';

/** Those variable groups of the project that have a desired name. */
export async function observeVariableGroups(
  { client, project, limit }: ObserveContext,
  desired: readonly DesiredVariableGroup[],
): Promise<readonly ObservedVariableGroup[]> {
  if (desired.length === 0) {
    return [];
  }
  return limit(async () => {
    const found: ObservedVariableGroup[] = [];
    for await (const group of client.variableGroups.list({ project })) {
      if (desired.some(({ name }) => isSameName(name, group.name))) {
        found.push(describeGroup(client, project, group));
      }
    }
    return found;
  });
}

function describeGroup(
  client: AzureDevOpsClient,
  project: string,
  group: VariableGroup,
): ObservedVariableGroup {
  const id = String(group.id);
  return {
    id,
    name: group.name,
    description: group.description ?? '',
    type: group.type === 'AzureKeyVault' ? 'key-vault' : 'plain',
    variables: Object.fromEntries(
      Object.entries(group.variables ?? {}).map(([name, variable]) => [
        name,
        describeVariable(variable),
      ]),
    ),
    url: client.webUrls.variableGroup({ project, id }),
  };
}

function describeVariable(variable: VariableValue): ObservedVariable {
  return variable.isSecret === true
    ? { type: 'secret' }
    : { type: 'plain', value: variable.value ?? '' };
}

/** Creates or changes a variable group. */
export async function applyVariableGroup(
  change: Writable<VariableGroupChange>,
  context: ApplyContext,
): Promise<ResourceOutcome> {
  const { client, project } = context;
  const group =
    change.action === 'create'
      ? await client.variableGroups.create(settingsOf(change, context, {}))
      : await updateGroup(change, context);
  const id = String(group.id);
  return {
    kind: 'variable-group',
    name: change.name,
    outcome: change.action === 'create' ? 'created' : 'updated',
    id,
    url: client.webUrls.variableGroup({ project: project.name, id }),
  };
}

async function updateGroup(
  change: Extract<VariableGroupChange, { action: 'update' | 'replace' }>,
  context: ApplyContext,
): Promise<VariableGroup> {
  const { client, project } = context;
  const current = await client.variableGroups.get({
    project: project.name,
    id: change.observed.id,
  });
  // A secret without value keeps the value that it has. One that the
  // configuration names gives way, whatever the case of its name.
  const decided = Object.keys(change.desired.variables);
  const secrets = Object.fromEntries(
    Object.entries(current.variables ?? {}).filter(
      ([name, variable]) =>
        variable.isSecret === true &&
        !decided.some(candidate => isSameName(candidate, name)),
    ),
  );
  return client.variableGroups.update({
    current,
    settings: settingsOf(change, context, secrets),
  });
}

function settingsOf(
  { desired }: Writable<VariableGroupChange>,
  { project, owner }: ApplyContext,
  secrets: Readonly<Record<string, VariableValue>>,
) {
  return {
    project,
    name: desired.name,
    description: writeMark({
      text: desired.description,
      owner,
    }),
    variables: {
      ...secrets,
      ...Object.fromEntries(
        Object.entries(desired.variables).map(([name, value]) => [
          name,
          { value, isSecret: false },
        ]),
      ),
    },
  };
}
