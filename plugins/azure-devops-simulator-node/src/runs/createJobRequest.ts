import {
  JobRepository,
  JobRequest,
  JobServiceConnection,
} from '../agent/JobRequest';
import { CompiledPool, CompiledStep } from '../pipelineYaml/CompiledPipeline';
import { SimulatorEnvironment } from '../server/Environment';
import { ServiceEndpointRecord } from '../store/ServiceEndpointRecord';
import { PlanRepository } from '../store/RunRecords';
import { namedSteps } from './addJobs';
import { jobDependencies, jobStageDependencies } from './dependencies';
import { evaluateRuntimeText } from './evaluateRuntimeText';
import { findServiceConnection } from './findServiceConnection';
import { issueJobToken } from './jobToken';
import { JobPlace, variablesOfJob, withToken } from './jobVariables';
import { childrenOf } from './RunState';
import { connectionsOf } from './serviceConnectionInputs';
import { expandMacros, VariableTable } from './VariableTable';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now' | 'serverUrl'>;

/** Steps of a job: those of the hook for a job of a deployment. */
export function stepsOf({ phase, job }: JobPlace): readonly CompiledStep[] {
  return phase.plan.kind === 'job'
    ? phase.plan.steps
    : phase.plan.hooks.find(({ hook }) => hook === job.hook)?.steps ?? [];
}

function downloadsArtifacts({ phase, job }: JobPlace): boolean {
  return (
    phase.plan.kind === 'deployment' &&
    phase.plan.hooks.some(
      hook => hook.hook === job.hook && hook.downloadsArtifacts,
    )
  );
}

export function poolOf({
  phase,
  job,
}: Pick<JobPlace, 'phase' | 'job'>): CompiledPool {
  const hook =
    phase.plan.kind === 'deployment'
      ? phase.plan.hooks.find(candidate => candidate.hook === job.hook)
      : undefined;
  return hook?.pool ?? phase.plan.pool;
}

function imageOf(pool: CompiledPool): string | undefined {
  return pool.kind === 'hosted' || pool.kind === 'named'
    ? pool.image
    : undefined;
}

function cloneUrl(
  environment: Basis,
  organization: string,
  repository: PlanRepository,
): string {
  const project = environment.store.get('project', repository.projectId);
  return [
    environment.serverUrl(),
    encodeURIComponent(organization),
    encodeURIComponent(project?.name ?? repository.projectId),
    '_git',
    encodeURIComponent(repository.name),
  ].join('/');
}

function repositoriesOf(
  environment: Basis,
  { state }: JobPlace,
): Readonly<Record<string, JobRepository>> {
  return Object.fromEntries(
    Object.entries(state.plan.repositories).map(([alias, repository]) => [
      alias,
      {
        id: repository.id,
        name: repository.name,
        ref: repository.ref,
        commit: repository.commit,
        cloneUrl: cloneUrl(environment, state.build.organization, repository),
      },
    ]),
  );
}

function toConnection(endpoint: ServiceEndpointRecord): JobServiceConnection {
  return {
    id: endpoint.id,
    type: endpoint.type,
    scheme: endpoint.scheme,
    // What was given as a secret is not kept, so there is nothing to hand out.
    parameters: Object.fromEntries(
      Object.entries(endpoint.parameters).flatMap(([name, value]) =>
        value === null ? [] : [[name, value] as const],
      ),
    ),
    data: endpoint.data,
  };
}

function serviceConnectionsOf(
  environment: Basis,
  place: JobPlace,
  table: VariableTable,
): Readonly<Record<string, JobServiceConnection>> {
  const expand = (text: string) =>
    expandMacros(text, name => table.get(name)?.value);
  return Object.fromEntries(
    stepsOf(place)
      .flatMap(step => connectionsOf(step, expand))
      .flatMap(({ name }) => {
        const endpoint = findServiceConnection(
          environment.store,
          place.state.build,
          name,
        );
        return endpoint ? [[name, toConnection(endpoint)] as const] : [];
      }),
  );
}

/** What 0 means on a hosted agent. */
const longestMinutes = 360;
const defaultCancelMinutes = 5;

function minutesOf(
  place: JobPlace,
  table: VariableTable,
  setting: number | string,
  otherwise: number,
): number {
  const text = expandMacros(
    evaluateRuntimeText(String(setting), {
      variables: table.toTexts(),
      startTime: place.state.build.queueTime,
    }),
    name => table.get(name)?.value,
  );
  const minutes = Number(text);
  if (text.trim() === '' || !Number.isFinite(minutes) || minutes < 0) {
    throw new Error(
      `The timeout '${setting}' of the job ${place.job.identifier} is '${text}'; a number of minutes is expected.`,
    );
  }
  return minutes === 0 ? otherwise : minutes;
}

/**
 * All that an agent needs for a job.
 *
 * @throws Error if a variable or timeout cannot be worked out.
 */
export function createJobRequest(
  environment: Basis,
  place: JobPlace,
): JobRequest {
  const { state, stage, phase, job } = place;
  const { build } = state;
  const table = variablesOfJob(environment.store, place);
  const tasks = childrenOf(state, job.id, 'Task');
  const image = imageOf(poolOf(place));
  const timeoutMinutes = minutesOf(
    place,
    table,
    phase.plan.timeoutInMinutes,
    longestMinutes,
  );
  const accessToken = issueJobToken(environment, {
    build,
    jobId: job.id,
    minutes: timeoutMinutes,
  });
  return {
    buildId: build.id,
    recordId: job.id,
    name: job.identifier,
    organization: build.organization,
    project: environment.store.get('project', build.projectId)?.name ?? '',
    ...(image !== undefined && { image }),
    ...(phase.plan.container !== undefined && {
      container: phase.plan.container,
    }),
    timeoutMinutes,
    cancelTimeoutMinutes: minutesOf(
      place,
      table,
      phase.plan.cancelTimeoutInMinutes,
      defaultCancelMinutes,
    ),
    steps: namedSteps(stepsOf(place)).map(({ refName, step }) => ({
      recordId: tasks.find(task => task.refName === refName)?.id ?? job.id,
      step,
    })),
    variables: withToken(table, accessToken),
    dependencies: jobDependencies(stage, phase),
    stageDependencies: jobStageDependencies(state, stage),
    repositories: repositoriesOf(environment, place),
    isDeployment: phase.plan.kind === 'deployment',
    downloadsArtifacts: downloadsArtifacts(place),
    accessToken,
    serverUrl: environment.serverUrl(),
    serviceConnections: serviceConnectionsOf(environment, place, table),
  };
}
