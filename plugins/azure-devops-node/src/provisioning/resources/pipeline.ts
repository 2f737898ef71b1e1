import {
  writeMark,
  type DesiredPipeline,
  type ObservedPipeline,
  type PipelineChange,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  BuildDefinition,
  BuildDefinitionSettings,
} from '../../client/areas/BuildDefinitionsApi';
import type { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import { UnknownReferenceError } from '../provisioningErrors';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import { collect, type Writable } from './resource';

/** The queue of Microsoft-hosted agents, which every project of the cloud service has. */
const HOSTED_AGENT_QUEUE = 'Azure Pipelines';

/** Every pipeline in the folders that the desired pipelines are in. */
export async function observePipelines(
  context: ObserveContext,
  desired: readonly DesiredPipeline[],
): Promise<readonly ObservedPipeline[]> {
  const { client, project, limit } = context;
  const folders = [...new Set(desired.map(({ folder }) => folder))];
  const definitions = await Promise.all(
    folders.map(folder =>
      limit(() => collect(client.buildDefinitions.list({ project, folder }))),
    ),
  );
  return definitions
    .flat()
    .map(definition => describeDefinition(client, project, definition));
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
    url: client.webUrls.pipeline({ project, id }),
  };
}

/** Creates or changes a pipeline, with its folder when that is missing. */
export async function applyPipeline(
  change: Writable<PipelineChange>,
  context: ApplyContext,
): Promise<ResourceOutcome> {
  const definition =
    change.action === 'create'
      ? await createPipeline(change, context)
      : await updatePipeline(change, context);
  const id = String(definition.id);
  return {
    kind: 'pipeline',
    name: change.name,
    outcome: change.action === 'create' ? 'created' : 'updated',
    id,
    url: context.client.webUrls.pipeline({
      project: context.project.name,
      id,
    }),
  };
}

async function createPipeline(
  change: Extract<PipelineChange, { action: 'create' }>,
  context: ApplyContext,
): Promise<BuildDefinition> {
  const { client, project, once } = context;
  const { folder } = change.desired;
  const [queueId] = await Promise.all([
    once('queue', () => findQueue(client, project.name)),
    once(`folder ${folder}`, () =>
      ensureFolder({ client, project: project.name, folder }),
    ),
  ]);
  return client.buildDefinitions.create({
    project: project.name,
    queueId,
    settings: settingsOf(change, context),
  });
}

async function updatePipeline(
  change: Extract<PipelineChange, { action: 'update' | 'replace' }>,
  context: ApplyContext,
): Promise<BuildDefinition> {
  const { client, project } = context;
  // The list is some calls old; a change must go on top of the newest revision.
  const current = await client.buildDefinitions.get({
    project: project.name,
    id: change.observed.id,
  });
  return client.buildDefinitions.update({
    project: project.name,
    current,
    settings: settingsOf(change, context),
  });
}

function settingsOf(
  change: Writable<PipelineChange>,
  { owner, idOf }: ApplyContext,
): BuildDefinitionSettings {
  const { desired } = change;
  return {
    name: desired.name,
    folder: desired.folder,
    description: writeMark({
      text: desired.description,
      owner,
    }),
    yamlFile: desired.yamlFile,
    repositoryId: idOf({ kind: 'git-repository', name: desired.repository }),
    repositoryName: desired.repository,
    defaultBranch: `refs/heads/${desired.defaultBranch}`,
  };
}

async function findQueue(
  client: AzureDevOpsClient,
  project: string,
): Promise<number> {
  const queue = await client.agentQueues.find({
    project,
    name: HOSTED_AGENT_QUEUE,
  });
  if (queue === undefined) {
    throw new UnknownReferenceError({
      field: 'agent queue',
      message:
        `the project "${project}" has no queue "${HOSTED_AGENT_QUEUE}", or the user of the token may not see it. ` +
        'Add the agent pool to the project under Project settings, Agent pools.',
    });
  }
  return queue.id;
}

async function ensureFolder(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly folder: string;
}): Promise<void> {
  const { client, project, folder } = options;
  if (!(await client.buildDefinitions.hasFolder({ project, folder }))) {
    await client.buildDefinitions.createFolder({ project, folder });
  }
}
