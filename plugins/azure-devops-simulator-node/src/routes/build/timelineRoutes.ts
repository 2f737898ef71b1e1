import { timelineUnknown } from '../../errors/runErrors';
import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { timelineWire } from '../../wire/timelineWire';
import { requestedBuild } from './findBuild';

/** The latest timeline, or that of an earlier attempt, which has an id of its own. */
function getTimeline(request: ApiRequest) {
  const build = requestedBuild(request);
  const id = request.parameter('timelineId') || build.planId;
  const isLatest = id.toLowerCase() === build.planId.toLowerCase();
  const records = request.store.list(
    'timelineRecord',
    isLatest ? build.id : `${build.id}:${id}`,
  );
  if (!isLatest && records.length === 0) {
    throw timelineUnknown(id, build.id);
  }
  const changedSince = request.queryNumber('changeId');
  return json(
    timelineWire(request, build, {
      id,
      records,
      ...(changedSince !== undefined && { changedSince }),
    }),
  );
}

const one = '[{project}/]_apis/build/builds/{#buildId}/timeline';

/** What a run has done and does: stages, phases, jobs and tasks. */
export const timelineRoutes: readonly Route[] = [
  { method: 'GET', path: one, handle: getTimeline },
  { method: 'GET', path: `${one}/{timelineId}`, handle: getTimeline },
];
