import { SimulatorEnvironment } from '../server/Environment';
import { deploymentQueued } from './deployments';
import { environmentNameOf, JobPlace, variablesOfJob } from './jobVariables';
import { Timeline } from './Timeline';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now' | 'random'>;

/** Tells the environment of a deployment what is coming; other jobs have none. */
export function queueDeployments(
  environment: Basis,
  place: Omit<JobPlace, 'job'>,
): void {
  if (place.phase.plan.kind !== 'deployment') {
    return;
  }
  const { build } = place.state;
  const timeline = new Timeline(environment, build.id);
  const job = timeline
    .records()
    .find(
      record =>
        record.parentId === place.phase.record.id && record.hook === 'deploy',
    );
  if (!job) {
    return;
  }
  const table = variablesOfJob(environment.store, { ...place, job });
  const found = environment.store.findByKey(
    'environment',
    build.projectId,
    environmentNameOf(place, table) ?? '',
  );
  if (found) {
    timeline.change(job.id, { environmentId: found.id });
    deploymentQueued(environment, { ...place, job }, found.id);
  }
}
