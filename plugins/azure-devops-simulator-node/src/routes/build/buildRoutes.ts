import { AzureDevOpsError } from '../../errors/AzureDevOpsError';
import {
  buildRequestInvalid,
  definitionUnknown,
} from '../../errors/buildErrors';
import { invalidArgument, missingArgument } from '../../errors/requestErrors';
import { removeArtifactFiles, removeRuns } from '../../runs/removeRun';
import { json, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, isJsonObject, JsonObject, text } from '../../server/JsonBody';
import { EnumNames, enumName } from '../../server/enumName';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { BuildRecord, VariableValue } from '../../store/records';
import { buildWire } from '../../wire/buildWire';
import {
  buildOrders,
  buildReasons,
  buildResults,
  buildStatuses,
} from './buildEnums';
import { findDefinition } from './definitions';
import { requestedBuild } from './findBuild';
import { queueBuild } from './queueBuild';

function isWanted(request: ApiRequest, build: BuildRecord): boolean {
  const matches = (names: readonly string[], value: string | undefined) =>
    names.length === 0 ||
    names.includes('all') ||
    (value !== undefined && names.includes(value.toLowerCase()));
  const lower = (name: string) =>
    request.queryList(name).map(part => part.toLowerCase());
  const named = (name: string, names: EnumNames) =>
    lower(name).map(part => enumName(part, names)?.toLowerCase() ?? part);
  const branch = request.query('branchName');
  const number = request.query('buildNumber');
  return (
    matches(lower('definitions'), build.definitionId) &&
    matches(lower('buildIds'), build.id) &&
    matches(named('statusFilter', buildStatuses), build.status) &&
    matches(named('resultFilter', buildResults), build.result) &&
    matches(named('reasonFilter', buildReasons), build.reason) &&
    matches(lower('repositoryId'), build.repositoryId) &&
    (!branch || branch === build.sourceBranch) &&
    (!number || number === build.buildNumber)
  );
}

function listBuilds(request: ApiRequest) {
  const builds = request.store
    .list('build', request.project.id)
    .filter(build => isWanted(request, build));
  const order = enumName(request.query('queryOrder'), buildOrders);
  const isAscending = order?.endsWith('Ascending') ?? false;
  return page(request, isAscending ? builds : [...builds].reverse(), build =>
    buildWire(request, build),
  );
}

/** Template parameters and variables are texts, whatever the caller sent. */
export function texts(
  values: JsonObject | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

async function queue(request: ApiRequest) {
  const body = request.objectBody();
  const reference = child(body, 'definition');
  const id =
    (reference && text(reference, 'id')) ?? request.query('definitionId');
  if (id === undefined) {
    throw missingArgument('build.Definition');
  }
  const definition = findDefinition(request.store, request.project.id, id);
  if (!definition) {
    throw definitionUnknown(id);
  }
  const branch = text(body, 'sourceBranch');
  const version = text(body, 'sourceVersion');
  const parameters = text(body, 'parameters');
  try {
    const build = await queueBuild(request, {
      definition,
      ...(branch && { branch }),
      ...(version && { version }),
      ...(parameters && { parameters, variables: readParameters(parameters) }),
      templateParameters: texts(child(body, 'templateParameters')),
    });
    return json(buildWire(request, build));
  } catch (error) {
    throw asRequestError(error);
  }
}

/** The same mistakes have another shape here than in the pipelines API. */
function asRequestError(error: unknown): unknown {
  return error instanceof AzureDevOpsError &&
    error.typeKey === 'PipelineValidationException'
    ? buildRequestInvalid(error.message.split('\n'))
    : error;
}

/** Variables as a JSON text: `{"name":"value"}`. */
function readParameters(
  parameters: string,
): Readonly<Record<string, VariableValue>> {
  let values: unknown;
  try {
    values = JSON.parse(parameters);
  } catch (error) {
    throw invalidArgument(
      `The value of 'parameters' is no JSON text: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  if (!isJsonObject(values)) {
    throw invalidArgument(
      "The value of 'parameters' is not the text of a JSON object.",
    );
  }
  return Object.fromEntries(
    Object.entries(texts(values)).map(([name, value]) => [name, { value }]),
  );
}

/** A run that an agent works on is cancelled once the agent has stopped; any other at once. */
function update(request: ApiRequest) {
  const build = requestedBuild(request);
  const status = enumName(text(request.objectBody(), 'status'), buildStatuses);
  if (status !== 'cancelling') {
    throw invalidArgument(
      'The simulator changes a build in one way only: status "cancelling" cancels it.',
    );
  }
  request.environment.runs.cancel(build.id);
  return json(buildWire(request, requestedBuild(request)));
}

/** Whatever still runs of it is stopped first. */
async function remove(request: ApiRequest) {
  const { environment } = request;
  const builds = [requestedBuild(request)];
  removeRuns(environment, builds);
  await removeArtifactFiles(environment, builds);
  return noContent();
}

const one = '[{project}/]_apis/build/builds/{#buildId}';

/** Builds: runs of pipelines. */
export const buildRoutes: readonly Route[] = [
  { method: 'GET', path: '{project}/_apis/build/builds', handle: listBuilds },
  { method: 'POST', path: '{project}/_apis/build/builds', handle: queue },
  {
    method: 'GET',
    path: one,
    handle: request => json(buildWire(request, requestedBuild(request))),
  },
  { method: 'PATCH', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
];
