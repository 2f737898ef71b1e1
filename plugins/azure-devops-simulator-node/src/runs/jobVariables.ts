import { JobVariable } from '../agent/JobRequest';
import { TimelineRecord } from '../store/RunRecords';
import { Store } from '../store/Store';
import { jobScope } from './evaluateCondition';
import { PhaseState, RunState, StageState } from './RunState';
import { VariableTable, expandMacros } from './VariableTable';
import { variablesOf } from './VariableLayers';

/** A job that is about to run, with all that surrounds it. */
export interface JobPlace {
  readonly state: RunState;
  readonly stage: StageState;
  readonly phase: PhaseState;
  readonly job: TimelineRecord;
}

/** The environment that a deployment goes to, with `$(…)` replaced. */
export function environmentNameOf(
  { phase }: Pick<JobPlace, 'phase'>,
  table: VariableTable,
): string | undefined {
  return phase.plan.kind === 'deployment'
    ? expandMacros(phase.plan.environment.name, name => table.get(name)?.value)
    : undefined;
}

function placeVariables({ stage, phase, job }: JobPlace) {
  return {
    'System.JobAttempt': String(job.attempt),
    'System.JobDisplayName': job.name,
    'System.JobId': job.id,
    'System.JobName': job.refName,
    'System.JobIdentifier': job.identifier,
    'System.PhaseAttempt': String(phase.record.attempt),
    'System.PhaseDisplayName': phase.record.name,
    'System.PhaseId': phase.record.id,
    'System.PhaseName': phase.record.refName,
    'System.StageAttempt': String(stage.record.attempt),
    'System.StageDisplayName': stage.record.name,
    'System.StageId': stage.record.id,
    'System.StageName': stage.record.refName,
    'Agent.JobName': job.name,
  };
}

function deploymentVariables(
  store: Store,
  place: JobPlace,
  table: VariableTable,
) {
  const { phase, job, state } = place;
  const name = environmentNameOf(place, table);
  if (name === undefined || phase.plan.kind !== 'deployment') {
    return {};
  }
  return {
    'Environment.Name': name,
    'Environment.Id': store.findByKey(
      'environment',
      state.build.projectId,
      name,
    )?.id,
    'Environment.ResourceName': phase.plan.environment.resourceName,
    'Strategy.Name': phase.plan.strategy,
    'Strategy.CycleName': job.hook,
  };
}

/**
 * Every variable that a job starts with.
 *
 * @throws ExpressionError for a run-time expression that cannot be evaluated.
 */
export function variablesOfJob(store: Store, place: JobPlace): VariableTable {
  const { state, stage, phase, job } = place;
  const scope = jobScope(state, stage, phase);
  const table = variablesOf({
    layers: {
      ...state.layers,
      predefined: { ...state.layers.predefined, ...placeVariables(place) },
    },
    scopes: [
      state.plan.pipeline.variables,
      stage.plan.variables,
      phase.plan.variables,
    ],
    scope: { ...scope, functions: {} },
    leg: job.variables ?? {},
  });
  table.setTexts(deploymentVariables(store, place, table));
  return table;
}

export function withToken(
  table: VariableTable,
  token: string,
): Readonly<Record<string, JobVariable>> {
  table.set('System.AccessToken', { value: token, isSecret: true });
  return table.toRecord();
}
