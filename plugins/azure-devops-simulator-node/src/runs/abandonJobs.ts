import { SimulatorEnvironment } from '../server/Environment';
import { deploymentEnded } from './deployments';
import { revokeJobTokens } from './jobToken';
import { Timeline } from './Timeline';

type Basis = Omit<SimulatorEnvironment, 'runs'>;

const message =
  'The simulator was stopped while the agent ran this job: the agent is gone, and the job with it.';

/**
 * Ends the jobs that were on an agent when the simulator stopped. Jobs of the
 * server go on: nothing but time is needed for them.
 *
 * @returns the runs that are not over.
 */
export function abandonJobs(environment: Basis): readonly string[] {
  const { store } = environment;
  const open = store
    .list('organization', '')
    .flatMap(organization => store.list('project', organization.name))
    .flatMap(project => store.list('build', project.id))
    .filter(build => build.status !== 'completed')
    .map(({ id }) => id);
  for (const buildId of open) {
    store.transaction(() => {
      const timeline = new Timeline(environment, buildId);
      for (const job of timeline.records()) {
        if (
          job.type === 'Job' &&
          job.state === 'inProgress' &&
          job.workerName !== undefined
        ) {
          timeline.endAll(job.id, 'abandoned', message);
          deploymentEnded(environment, job.id, 'abandoned');
        }
      }
      revokeJobTokens(environment, buildId);
    });
  }
  return open;
}
