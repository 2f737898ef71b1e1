import {
  isSameName,
  writeMark,
  type ObservedPipeline,
  type PipelineVariable,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  BuildDefinition,
  BuildDefinitionSettings,
  BuildDefinitionVariable,
} from '../../client/areas/BuildDefinitionsApi';
import type { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { ResourceProvider, Writable } from '../ResourceProvider';
import { agentQueueOnce } from './agentQueue';
import { collect } from './collect';
import { isWanted } from './isWanted';

/** The queue of Microsoft-hosted agents, which every project of the cloud service has. */
const HOSTED_AGENT_QUEUE = 'Azure Pipelines';

/** Pipelines, which the REST API calls build definitions. */
export const pipelineProvider: ResourceProvider<'pipeline'> = {
  async observe(context, desired) {
    const { client, project, limit, everything } = context;
    const folders = [...new Set(desired.map(({ folder }) => folder))];
    const definitions = everything
      ? [await listAllPipelines(context)]
      : await Promise.all(
          folders.map(folder =>
            limit(() =>
              collect(client.buildDefinitions.list({ project, folder })),
            ),
          ),
        );
    return definitions
      .flat()
      .map(definition => describeDefinition(client, project, definition))
      .filter(pipeline => isWanted(pipeline, desired, context));
  },

  async prepare({ action, desired }, context) {
    if (action === 'create' || desired.queue !== undefined) {
      await agentQueueOnce(context, desired.queue ?? HOSTED_AGENT_QUEUE);
    }
  },

  async apply(change, context) {
    const { client, project } = context;
    const definition =
      change.action === 'create'
        ? await createPipeline(change, context)
        : await updatePipeline(change, context);
    const id = String(definition.id);
    return { id, url: client.webUrls.pipeline({ project, id }) };
  },

  remove: ({ id }, { client, project }) =>
    client.buildDefinitions.remove({ project, id }),
};

/** The pipelines of all folders, read once for all who ask. */
export function listAllPipelines({
  client,
  project,
  limit,
  once,
}: ObserveContext): Promise<readonly BuildDefinition[]> {
  return once('all pipelines', () =>
    limit(() => collect(client.buildDefinitions.list({ project }))),
  );
}

function describeDefinition(
  client: AzureDevOpsClient,
  project: string,
  definition: BuildDefinition,
): ObservedPipeline {
  const id = String(definition.id);
  return {
    id,
    name: definition.name,
    folder: definition.path,
    yamlFile: definition.process?.yamlFilename,
    repositoryId: definition.repository?.id ?? '',
    repositoryName: definition.repository?.name ?? '',
    defaultBranch: definition.repository?.defaultBranch ?? '',
    description: definition.description ?? '',
    queue: definition.queue?.name,
    variables: Object.fromEntries(
      Object.entries(definition.variables ?? {})
        .filter(([, { isSecret }]) => isSecret !== true)
        .map(([name, { value, allowOverride }]): [string, PipelineVariable] => [
          name,
          { value: value ?? '', settableAtQueueTime: allowOverride === true },
        ]),
    ),
    url: client.webUrls.pipeline({ project, id }),
  };
}

async function createPipeline(
  change: Writable<'pipeline'>,
  context: ApplyContext,
): Promise<BuildDefinition> {
  const queue = change.desired.queue ?? HOSTED_AGENT_QUEUE;
  return context.client.buildDefinitions.create({
    project: context.project,
    settings: {
      ...settingsOf(change, context, {}),
      queueId: (await agentQueueOnce(context, queue)).id,
    },
  });
}

async function updatePipeline(
  change: Extract<Writable<'pipeline'>, { action: 'update' | 'replace' }>,
  context: ApplyContext,
): Promise<BuildDefinition> {
  const { client, project } = context;
  const { queue } = change.desired;
  // The list is some calls old; a change must go on top of the newest revision.
  const [current, newQueue] = await Promise.all([
    client.buildDefinitions.get({ project, id: change.observed.id }),
    queue === undefined ? undefined : agentQueueOnce(context, queue),
  ]);
  return client.buildDefinitions.update({
    project,
    current,
    settings: {
      ...settingsOf(change, context, current.variables ?? {}),
      queueId: newQueue?.id,
    },
  });
}

function settingsOf(
  { desired }: Writable<'pipeline'>,
  { owner, idOf }: ApplyContext,
  current: Readonly<Record<string, BuildDefinitionVariable>>,
): BuildDefinitionSettings {
  return {
    name: desired.name,
    folder: desired.folder,
    description: writeMark({ text: desired.description, owner }),
    yamlFile: desired.yamlFile,
    repositoryId: idOf({ kind: 'git-repository', name: desired.repository }),
    repositoryName: desired.repository,
    defaultBranch: `refs/heads/${desired.defaultBranch}`,
    variables: {
      // People add secrets by hand; one sent without a value keeps the value it has.
      ...Object.fromEntries(
        Object.entries(current).filter(
          ([name, { isSecret }]) =>
            isSecret === true &&
            // Azure DevOps treats the names of variables without case.
            !Object.keys(desired.variables).some(own => isSameName(own, name)),
        ),
      ),
      ...Object.fromEntries(
        Object.entries(desired.variables).map(([name, variable]) => [
          name,
          {
            value: variable.value,
            allowOverride: variable.settableAtQueueTime,
          },
        ]),
      ),
    },
  };
}
