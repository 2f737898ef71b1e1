import {
  definitionChanged,
  definitionInvalid,
  definitionUnknown,
} from '../../errors/buildErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { removeArtifactFiles } from '../../runs/removeRun';
import { ApiRequest } from '../../server/ApiRequest';
import { text, wholeNumber } from '../../server/JsonBody';
import { enumName } from '../../server/enumName';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { BuildRecord, DefinitionRecord } from '../../store/records';
import {
  buildWire,
  definitionReference,
  definitionWire,
} from '../../wire/buildWire';
import { definitionOrders } from './buildEnums';
import { findDefinition, writeDefinition } from './definitions';
import { removeDefinitions } from './removeDefinitions';
import { normalFolder } from './folders';

function requested(request: ApiRequest): DefinitionRecord {
  const id = request.parameter('definitionId');
  const definition = findDefinition(request.store, request.project.id, id);
  if (!definition) {
    throw definitionUnknown(id);
  }
  return definition;
}

/** `*` stands for any text, as in Azure DevOps' own filter. */
function matchesName(pattern: string, name: string): boolean {
  const expression = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 'i').test(name);
}

function isWanted(request: ApiRequest, definition: DefinitionRecord): boolean {
  const name = request.query('name');
  const path = request.query('path');
  const repositoryId = request.query('repositoryId');
  const yamlFile = request.query('yamlFilename');
  const ids = request.queryList('definitionIds');
  return (
    (!name || matchesName(name, definition.name)) &&
    (!path ||
      normalFolder(path).toLowerCase() === definition.path.toLowerCase()) &&
    (!repositoryId || repositoryId.toLowerCase() === definition.repositoryId) &&
    (!yamlFile || yamlFile.replace(/^\/+/, '') === definition.yamlFilename) &&
    (ids.length === 0 || ids.includes(definition.id))
  );
}

const orders: Readonly<
  Record<string, (left: DefinitionRecord, right: DefinitionRecord) => number>
> = {
  definitionnameascending: (left, right) => left.name.localeCompare(right.name),
  definitionnamedescending: (left, right) =>
    right.name.localeCompare(left.name),
  lastmodifiedascending: (left, right) =>
    left.createdDate.localeCompare(right.createdDate),
  lastmodifieddescending: (left, right) =>
    right.createdDate.localeCompare(left.createdDate),
};

function latestBuilds(
  request: ApiRequest,
  builds: readonly BuildRecord[],
  definition: DefinitionRecord,
) {
  const own = builds.filter(build => build.definitionId === definition.id);
  const latest = own[own.length - 1];
  const completed = own.filter(build => build.status === 'completed').pop();
  return {
    ...(latest && { latestBuild: buildWire(request, latest) }),
    ...(completed && { latestCompletedBuild: buildWire(request, completed) }),
  };
}

function listDefinitions(request: ApiRequest) {
  const { store, project } = request;
  if (request.query('repositoryId') && !request.query('repositoryType')) {
    throw definitionInvalid(
      'The filter repositoryId needs repositoryType beside it.',
    );
  }
  const definitions = store
    .list('definition', project.id)
    .filter(definition => isWanted(request, definition));
  const orderName = enumName(request.query('queryOrder'), definitionOrders);
  const order = orders[(orderName ?? '').toLowerCase()];
  const builds = request.flag('includeLatestBuilds')
    ? store.list('build', project.id)
    : undefined;
  return page(
    request,
    order ? [...definitions].sort(order) : definitions,
    definition => ({
      ...(request.flag('includeAllProperties')
        ? definitionWire(request, definition)
        : definitionReference(request, definition)),
      ...(builds && latestBuilds(request, builds, definition)),
    }),
  );
}

function create(request: ApiRequest) {
  const definition = request.store.transaction(() =>
    writeDefinition(request, request.objectBody()),
  );
  return json(definitionWire(request, definition));
}

function update(request: ApiRequest) {
  const body = request.objectBody();
  const definition = request.store.transaction(() => {
    const current = requested(request);
    const revision = wholeNumber(body, 'revision');
    if (revision === undefined) {
      throw definitionInvalid(
        'The update does not say which revision of the definition it changes.',
      );
    }
    if (text(body, 'id') !== undefined && text(body, 'id') !== current.id) {
      throw definitionInvalid(
        `The body is the definition ${text(body, 'id')}, the path says ${
          current.id
        }.`,
      );
    }
    if (revision !== current.revision) {
      throw definitionChanged(current.name, current.revision);
    }
    return writeDefinition(request, body, current);
  });
  return json(definitionWire(request, definition));
}

async function remove(request: ApiRequest) {
  const { environment, project } = request;
  const builds = removeDefinitions(environment, project, [requested(request)]);
  await removeArtifactFiles(environment, builds);
  return noContent();
}

function revisions(request: ApiRequest) {
  const { authoredBy, createdDate, name, revision } = requested(request);
  // Only the latest revision is kept.
  return list([
    {
      revision,
      name,
      changedDate: createdDate,
      changeType: revision === 1 ? 'add' : 'update',
      changedBy: { id: authoredBy },
    },
  ]);
}

const one = '{project}/_apis/build/definitions/{#definitionId}';

/** Build definitions: what the portal calls pipelines. */
export const definitionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '{project}/_apis/build/definitions',
    handle: listDefinitions,
  },
  { method: 'POST', path: '{project}/_apis/build/definitions', handle: create },
  {
    method: 'GET',
    path: one,
    handle: request => json(definitionWire(request, requested(request))),
  },
  { method: 'PUT', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'GET', path: `${one}/revisions`, handle: revisions },
];
