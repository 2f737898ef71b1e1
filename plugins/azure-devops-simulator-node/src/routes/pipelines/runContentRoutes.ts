import { runUnknown } from '../../errors/buildErrors';
import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { BuildRecord } from '../../store/records';
import { runArtifactWire } from '../../wire/artifactWire';
import { urlOf } from '../../wire/Links';
import { runLogWire } from '../../wire/logWire';
import { findArtifact } from '../build/artifactRoutes';
import { findLog, logsOf } from '../build/logRoutes';

function requestedRun(request: ApiRequest): BuildRecord {
  const id = request.parameter('runId');
  const build = request.store.get('build', id);
  if (
    build?.projectId !== request.project.id ||
    build.definitionId !== request.parameter('pipelineId')
  ) {
    throw runUnknown(id);
  }
  return build;
}

/** Addresses of content are given on demand; here they hold as long as the caller's token. */
function signed(request: ApiRequest): { readonly signedContent?: string } {
  const isWanted = request.query('$expand')?.toLowerCase() === 'signedcontent';
  const expires = request.environment.now().getTime() + 60 * 60_000;
  return isWanted ? { signedContent: new Date(expires).toISOString() } : {};
}

function listLogs(request: ApiRequest) {
  const build = requestedRun(request);
  return json({
    logs: logsOf(request, build).map(log =>
      runLogWire(request, build, log, signed(request)),
    ),
    url: urlOf(
      request,
      build.projectId,
      '_apis/pipelines',
      build.definitionId,
      'runs',
      build.id,
      'logs',
    ),
  });
}

function getLog(request: ApiRequest) {
  const build = requestedRun(request);
  const log = findLog(request, build, request.parameter('logId'));
  return json(runLogWire(request, build, log, signed(request)));
}

function getArtifact(request: ApiRequest) {
  const build = requestedRun(request);
  const artifact = findArtifact(
    request,
    build,
    request.requiredQuery('artifactName'),
  );
  return json(runArtifactWire(request, build, artifact, signed(request)));
}

const run = '{project}/_apis/pipelines/{#pipelineId}/runs/{#runId}';

/** Logs and artifacts of a run in the pipelines API. */
export const runContentRoutes: readonly Route[] = [
  { method: 'GET', path: `${run}/logs`, handle: listLogs },
  { method: 'GET', path: `${run}/logs/{#logId}`, handle: getLog },
  { method: 'GET', path: `${run}/artifacts`, handle: getArtifact },
];
