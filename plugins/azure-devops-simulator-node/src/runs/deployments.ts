import { SimulatorEnvironment } from '../server/Environment';
import { RecordResult } from './combineResults';
import { JobPlace } from './jobVariables';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now'>;

/** Writes down that a job is going to deploy to an environment; the record has the job's id as its request. */
export function deploymentQueued(
  environment: Basis,
  place: JobPlace,
  environmentId: string,
): void {
  const { store, now } = environment;
  const { state, stage, phase, job } = place;
  store.put(
    'deployment',
    {
      id: String(store.nextNumber('deployment')),
      environmentId,
      projectId: state.build.projectId,
      buildId: state.build.id,
      definitionId: state.build.definitionId,
      stageName: stage.record.refName,
      jobName: phase.record.refName,
      stageAttempt: stage.record.attempt,
      jobAttempt: job.attempt,
      requestIdentifier: job.id,
      queueTime: now().toISOString(),
    },
    { scope: environmentId, key: job.id },
  );
}

function deploymentOf(environment: Basis, jobId: string) {
  const job = environment.store.get('timelineRecord', jobId);
  const environmentId = job?.environmentId;
  return environmentId === undefined
    ? undefined
    : environment.store.findByKey('deployment', environmentId, jobId);
}

export function deploymentStarted(environment: Basis, jobId: string): void {
  const deployment = deploymentOf(environment, jobId);
  if (deployment) {
    environment.store.put(
      'deployment',
      { ...deployment, startTime: environment.now().toISOString() },
      { scope: deployment.environmentId, key: jobId },
    );
  }
}

export function deploymentEnded(
  environment: Basis,
  jobId: string,
  result: RecordResult,
): void {
  const deployment = deploymentOf(environment, jobId);
  if (deployment) {
    environment.store.put(
      'deployment',
      {
        ...deployment,
        finishTime: environment.now().toISOString(),
        result: result === 'abandoned' ? 'failed' : result,
      },
      { scope: deployment.environmentId, key: jobId },
    );
  }
}
