import { DeploymentRecord } from '../store/RunRecords';
import { buildWebUrl, definitionWebUrl } from '../wire/buildWire';
import { duration } from './duration';
import { html, Html } from './html';
import { pagedList } from './pagedList';
import { link, ProjectPageRequest, table, time } from './PageContext';
import { stateBadge, State } from './stateBadge';

const states: Readonly<Record<NonNullable<DeploymentRecord['result']>, State>> =
  {
    succeeded: { tone: 'good', label: 'succeeded' },
    succeededWithIssues: { tone: 'warn', label: 'succeeded with issues' },
    failed: { tone: 'bad', label: 'failed' },
    canceled: { tone: 'calm', label: 'canceled' },
    skipped: { tone: 'calm', label: 'skipped' },
  };

function stateOf(deployment: DeploymentRecord): State {
  if (deployment.result) {
    return states[deployment.result];
  }
  return deployment.startTime
    ? { tone: 'busy', label: 'running' }
    : { tone: 'calm', label: 'not started' };
}

function runLink(request: ProjectPageRequest, deployment: DeploymentRecord) {
  const build = request.store.get('build', deployment.buildId);
  return build
    ? link(buildWebUrl(request, build), `#${build.buildNumber}`)
    : `${deployment.buildId} (deleted)`;
}

function pipelineLink(
  request: ProjectPageRequest,
  deployment: DeploymentRecord,
) {
  const definition = request.store.get('definition', deployment.definitionId);
  return (
    definition && link(definitionWebUrl(request, definition), definition.name)
  );
}

const withAttempt = (name: string, attempt: number) =>
  attempt > 1 ? `${name}, attempt ${attempt}` : name;

/** The deployments to an environment, the latest first. */
export function deploymentTable(
  request: ProjectPageRequest,
  environmentId: string,
): Html {
  const all = request.store.list('deployment', environmentId);
  const list = pagedList(request, [...all].reverse(), {
    size: 50,
    label: 'Parts of the list of deployments',
  });
  const now = request.environment.now();
  return html`${table({
    caption: 'Deployments',
    head: ['Run', 'Pipeline', 'Stage', 'Job', 'State', 'Started', 'Duration'],
    rows: list.shown.map(deployment => [
      runLink(request, deployment),
      pipelineLink(request, deployment),
      withAttempt(deployment.stageName, deployment.stageAttempt),
      withAttempt(deployment.jobName, deployment.jobAttempt),
      stateBadge(stateOf(deployment)),
      time(deployment.startTime),
      duration(deployment.startTime, deployment.finishTime, now),
    ]),
    empty: 'There is no deployment yet.',
  })}
  ${list.navigation}`;
}

/** What has last been deployed to an environment, and how it went. */
export function latestDeployment(
  request: ProjectPageRequest,
  environmentId: string,
): Html | undefined {
  const latest = request.store.list('deployment', environmentId).at(-1);
  return (
    latest && html`${runLink(request, latest)} ${stateBadge(stateOf(latest))}`
  );
}
