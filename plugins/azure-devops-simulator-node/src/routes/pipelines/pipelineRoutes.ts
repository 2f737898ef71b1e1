import {
  pipelineExists,
  pipelineInvalid,
  pipelineUnknown,
  runUnknown,
} from '../../errors/buildErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { AzureDevOpsError } from '../../errors/AzureDevOpsError';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, JsonObject, text, truth } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { DefinitionRecord } from '../../store/records';
import { pipelineWire, runWire } from '../../wire/pipelineWire';
import { texts } from '../build/buildRoutes';
import {
  findDefinition,
  readVariables,
  writeDefinition,
} from '../build/definitions';
import { BuildWish, queueBuild } from '../build/queueBuild';

function requested(request: ApiRequest): DefinitionRecord {
  const id = request.parameter('pipelineId');
  const definition = findDefinition(request.store, request.project.id, id);
  if (!definition) {
    throw pipelineUnknown(id);
  }
  return definition;
}

/** A pipeline is a build definition written another way. */
function asDefinition(body: JsonObject): JsonObject {
  const configuration = child(body, 'configuration') ?? {};
  const type = text(configuration, 'type') ?? 'yaml';
  const repository = child(configuration, 'repository') ?? {};
  const repositoryType = text(repository, 'type') ?? 'azureReposGit';
  if (
    type.toLowerCase() !== 'yaml' ||
    repositoryType.toLowerCase() !== 'azurereposgit'
  ) {
    throw invalidArgument(
      `The simulator knows YAML pipelines in Azure Repos only, not ${type} in ${repositoryType}.`,
    );
  }
  return {
    name: text(body, 'name'),
    path: text(body, 'folder'),
    process: { type: 2, yamlFilename: text(configuration, 'path') },
    repository: {
      id: text(repository, 'id'),
      name: text(repository, 'name'),
      type: 'TfsGit',
    },
    variables: child(configuration, 'variables'),
    triggers: [{ settingsSourceType: 2, triggerType: 'continuousIntegration' }],
  };
}

function create(request: ApiRequest) {
  const body = asDefinition(request.objectBody());
  try {
    const definition = request.store.transaction(() =>
      writeDefinition(request, body),
    );
    return json(pipelineWire(request, definition, { configuration: true }));
  } catch (error) {
    if (
      error instanceof AzureDevOpsError &&
      error.typeKey === 'DefinitionExistsException'
    ) {
      throw pipelineExists(
        text(body, 'name') ?? '',
        text(body, 'path') ?? '\\',
      );
    }
    throw error;
  }
}

function readWish(request: ApiRequest): BuildWish {
  const definition = requested(request);
  const body = request.hasBody() ? request.objectBody() : {};
  const repositories =
    child(child(body, 'resources') ?? {}, 'repositories') ?? {};
  const self = child(repositories, 'self') ?? {};
  const branch = text(self, 'refName');
  const version = text(self, 'version');
  if (truth(body, 'previewRun') || text(body, 'yamlOverride')) {
    throw pipelineInvalid(
      'The simulator does not compile pipelines yet: previewRun and yamlOverride are not simulated.',
    );
  }
  return {
    definition,
    ...(branch && { branch }),
    ...(version && { version }),
    templateParameters: texts(child(body, 'templateParameters')),
    variables: readVariables(body),
  };
}

async function run(request: ApiRequest) {
  const wish = readWish(request);
  const build = await queueBuild(request, wish);
  return json(runWire(request, build, wish.definition));
}

function listRuns(request: ApiRequest) {
  const definition = requested(request);
  const builds = request.store
    .list('build', request.project.id)
    .filter(build => build.definitionId === definition.id);
  return list(
    [...builds].reverse().map(build => runWire(request, build, definition)),
  );
}

function getRun(request: ApiRequest) {
  const definition = requested(request);
  const build = request.store.get('build', request.parameter('runId'));
  if (build?.definitionId !== definition.id) {
    throw runUnknown(request.parameter('runId'));
  }
  return json(runWire(request, build, definition));
}

const one = '{project}/_apis/pipelines/{#pipelineId}';

/** The pipelines API: definitions and builds in another shape. */
export const pipelineRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '{project}/_apis/pipelines',
    handle: request =>
      page(
        request,
        request.store.list('definition', request.project.id),
        definition =>
          pipelineWire(request, definition, { configuration: false }),
      ),
  },
  { method: 'POST', path: '{project}/_apis/pipelines', handle: create },
  {
    method: 'GET',
    path: one,
    handle: request =>
      json(pipelineWire(request, requested(request), { configuration: true })),
  },
  { method: 'GET', path: `${one}/runs`, handle: listRuns },
  { method: 'POST', path: `${one}/runs`, handle: run },
  { method: 'GET', path: `${one}/runs/{#runId}`, handle: getRun },
];
