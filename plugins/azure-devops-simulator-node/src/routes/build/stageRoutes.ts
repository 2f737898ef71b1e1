import { invalidArgument } from '../../errors/requestErrors';
import { stageNotRetryable, stageUnknown } from '../../errors/runErrors';
import { loadRunState } from '../../runs/loadRunState';
import { retryStage } from '../../runs/retryStage';
import { stagesOf } from '../../runs/RunState';
import { noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { text, truth } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { requestedBuild } from './findBuild';

function find(request: ApiRequest) {
  const build = requestedBuild(request);
  const name = request.parameter('stageRefName');
  const state = loadRunState(request.environment, build.id);
  const stage =
    state &&
    stagesOf(state).find(
      ({ plan }) => plan.name.toLowerCase() === name.toLowerCase(),
    );
  if (!state || !stage) {
    throw stageUnknown(name, build.id);
  }
  return { build, state, stage };
}

const retryable: readonly (string | undefined)[] = [
  'failed',
  'canceled',
  'abandoned',
  'skipped',
];

function update(request: ApiRequest) {
  const { build, state, stage } = find(request);
  const { runs } = request.environment;
  const body = request.objectBody();
  const wanted = text(body, 'state')?.toLowerCase();
  switch (wanted) {
    case 'cancel':
    case '0':
      if (stage.record.state !== 'completed') {
        runs.cancelStage(build.id, stage.record.id);
      }
      return noContent();
    case 'retry':
    case '1':
      if (!retryable.includes(stage.record.result)) {
        throw stageNotRetryable(
          stage.plan.name,
          stage.record.result ?? stage.record.state,
        );
      }
      retryStage(request.environment, {
        state,
        stage,
        isForced: truth(body, 'forceRetryAllJobs') ?? false,
      });
      runs.wake(build.id);
      return noContent();
    default:
      throw invalidArgument(
        `The state of a stage is changed to cancel or retry, not to '${
          wanted ?? ''
        }'.`,
      );
  }
}

/** Ends a stage, or lets it run again. */
export const stageRoutes: readonly Route[] = [
  {
    method: 'PATCH',
    path: '[{project}/]_apis/build/builds/{#buildId}/stages/{stageRefName}',
    handle: update,
  },
];
