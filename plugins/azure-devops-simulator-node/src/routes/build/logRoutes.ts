import { logUnknown } from '../../errors/runErrors';
import { logKey } from '../../runs/RunLog';
import { zipFiles } from '../../runs/zipFolder';
import { ApiAnswer, content, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { BuildRecord } from '../../store/records';
import { LogRecord } from '../../store/RunRecords';
import { logWire } from '../../wire/logWire';
import { requestedBuild } from './findBuild';

export function logsOf(
  request: ApiRequest,
  build: BuildRecord,
): readonly LogRecord[] {
  return [...request.store.list('log', build.id)].sort(
    (left, right) => left.logId - right.logId,
  );
}

/** @throws AzureDevOpsError 404 */
export function findLog(
  request: ApiRequest,
  build: BuildRecord,
  id: string,
): LogRecord {
  const log = request.store.get('log', logKey(build.id, Number(id)));
  if (!log) {
    throw logUnknown(id, build.id);
  }
  return log;
}

function wantsZip(request: ApiRequest): boolean {
  return (
    request.query('$format')?.toLowerCase() === 'zip' ||
    request.accept.includes('application/zip')
  );
}

const textOf = (lines: readonly string[]) =>
  lines.map(line => `${line}\n`).join('');

async function listLogs(request: ApiRequest): Promise<ApiAnswer> {
  const build = requestedBuild(request);
  const logs = logsOf(request, build);
  if (!wantsZip(request)) {
    return list(logs.map(log => logWire(request, build, log)));
  }
  const files = Object.fromEntries(
    logs.map(
      log =>
        [
          `${log.logId}.txt`,
          new TextEncoder().encode(textOf(request.store.readLines(log.id))),
        ] as const,
    ),
  );
  return content({
    type: 'application/zip',
    body: await zipFiles(files),
    fileName: `logs_${build.id}.zip`,
  });
}

/** Lines as JSON to who asks for JSON, as text to everybody else. */
function getLog(request: ApiRequest): ApiAnswer {
  const build = requestedBuild(request);
  const log = findLog(request, build, request.parameter('logId'));
  const from = request.queryNumber('startLine');
  const to = request.queryNumber('endLine');
  const lines = request.store.readLines(log.id, {
    ...(from !== undefined && { from: Math.max(1, from) }),
    ...(to !== undefined && { to }),
  });
  return request.accept.includes('json')
    ? list(lines)
    : content({ type: 'text/plain; charset=utf-8', body: textOf(lines) });
}

const all = '[{project}/]_apis/build/builds/{#buildId}/logs';

/** What the jobs of a run have written. */
export const logRoutes: readonly Route[] = [
  { method: 'GET', path: all, handle: listLogs },
  { method: 'GET', path: `${all}/{#logId}`, handle: getLog },
];
