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
import { child, items, JsonObject, text, truth } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { enumName } from '../../server/enumName';
import { Route } from '../../server/Route';
import { WantedRun } from '../../runs/resolvePipelines';
import { DefinitionRecord } from '../../store/records';
import { pipelineWire, runWire } from '../../wire/pipelineWire';
import { texts } from '../build/buildRoutes';
import {
  findDefinition,
  readVariables,
  writeDefinition,
} from '../build/definitions';
import { BuildWish, previewBuild, queueBuild } from '../build/queueBuild';

function requested(request: ApiRequest): DefinitionRecord {
  const id = request.parameter('pipelineId');
  const definition = findDefinition(request.store, request.project.id, id);
  if (!definition) {
    throw pipelineUnknown(id);
  }
  return definition;
}

const configurationTypes = {
  1: 'yaml',
  2: 'designerJson',
  3: 'justInTime',
  4: 'designerHyphenJson',
};

/** A pipeline is a build definition written another way. */
function asDefinition(body: JsonObject): JsonObject {
  const configuration = child(body, 'configuration') ?? {};
  const type =
    enumName(text(configuration, 'type'), configurationTypes) ?? 'yaml';
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
  const yamlOverride = text(body, 'yamlOverride');
  return {
    definition,
    ...(branch && { branch }),
    ...(version && { version }),
    ...(yamlOverride !== undefined && { yamlOverride }),
    templateParameters: texts(child(body, 'templateParameters')),
    variables: readVariables(body),
    stagesToSkip: (items(body, 'stagesToSkip') ?? []).map(String),
    pipelines: readPipelineRuns(body),
  };
}

/** Kinds of resources that a run can be given, and the aliases that are known. */
function refuseOtherResources(resources: JsonObject): void {
  const other = ['builds', 'containers', 'packages'].find(
    kind => Object.keys(child(resources, kind) ?? {}).length > 0,
  );
  const alias = Object.keys(child(resources, 'repositories') ?? {}).find(
    name => name.toLowerCase() !== 'self',
  );
  if (other !== undefined || alias !== undefined) {
    throw pipelineInvalid(
      `The simulator takes versions of self and of pipeline resources only, not of resources.${
        other ?? `repositories.${alias}`
      }.`,
    );
  }
}

function readPipelineRuns(
  body: JsonObject,
): Readonly<Record<string, WantedRun>> {
  const resources = child(body, 'resources') ?? {};
  refuseOtherResources(resources);
  return Object.fromEntries(
    Object.keys(child(resources, 'pipelines') ?? {}).map(alias => {
      const wanted = child(child(resources, 'pipelines') ?? {}, alias) ?? {};
      const version = text(wanted, 'version');
      const runId = text(wanted, 'runId');
      return [alias, { ...(version && { version }), ...(runId && { runId }) }];
    }),
  );
}

async function preview(request: ApiRequest, wish = readWish(request)) {
  return json({ finalYaml: await previewBuild(request, wish) });
}

async function run(request: ApiRequest) {
  const wish = readWish(request);
  if (request.hasBody() && truth(request.objectBody(), 'previewRun')) {
    return preview(request, wish);
  }
  if (wish.yamlOverride !== undefined) {
    throw pipelineInvalid(
      'yamlOverride is for a preview only: set previewRun to true.',
    );
  }
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
  {
    method: 'POST',
    path: `${one}/preview`,
    reads: true,
    handle: request => preview(request),
  },
  { method: 'GET', path: `${one}/runs`, handle: listRuns },
  { method: 'POST', path: `${one}/runs`, handle: run },
  { method: 'GET', path: `${one}/runs/{#runId}`, handle: getRun },
];
