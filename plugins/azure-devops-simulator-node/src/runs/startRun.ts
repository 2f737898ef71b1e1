import { SimulatorEnvironment } from '../server/Environment';
import { BuildRecord, DefinitionRecord, VariableValue } from '../store/records';
import { createTimeline } from './createTimeline';
import { PlanResult } from './planRun';
import { RunFacts } from './predefinedVariables';
import { defaultRunName, nextRunNumber } from './runNumber';
import { settleCounters } from './settleCounters';
import { Timeline } from './Timeline';
import { variablesOf } from './VariableLayers';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now' | 'random'>;

/** Everything of a run that is going to be stored. */
export interface NewRun {
  readonly facts: RunFacts;
  readonly definition: DefinitionRecord;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly planned: PlanResult;
  readonly templateParameters: Readonly<Record<string, string>>;
  readonly parameters?: string;
}

type Planned = Extract<PlanResult, { readonly kind: 'planned' }>;

function withCounters(
  environment: Basis,
  run: NewRun,
  planned: Planned,
): Planned {
  return {
    ...planned,
    plan: {
      ...planned.plan,
      pipeline: settleCounters({
        store: environment.store,
        definitionId: run.definition.id,
        pipeline: planned.plan.pipeline,
        layers: planned.layers,
        startTime: environment.now().toISOString(),
      }),
    },
  };
}

function numberOf(
  environment: Basis,
  run: NewRun,
  buildId: string,
  planned: Planned | undefined,
) {
  const date = environment.now();
  const table =
    planned &&
    variablesOf({
      layers: planned.layers,
      scopes: [planned.plan.pipeline.variables],
      scope: { startTime: date.toISOString() },
    });
  const special: Readonly<Record<string, string>> = {
    'build.buildid': buildId,
    buildid: buildId,
    builddefinitionname: run.definition.name,
    sourcebranchname: table?.get('Build.SourceBranchName')?.value ?? '',
    teamproject: table?.get('System.TeamProject')?.value ?? '',
  };
  return nextRunNumber({
    store: environment.store,
    definitionId: run.definition.id,
    format: planned?.plan.pipeline.name ?? defaultRunName,
    date,
    valueOf: name => special[name.toLowerCase()] ?? table?.get(name)?.value,
  });
}

/** What a run that could not be compiled says of itself. */
function failure(planned: PlanResult, time: string): Partial<BuildRecord> {
  return planned.kind === 'invalid'
    ? {
        status: 'completed',
        result: 'failed',
        startTime: time,
        finishTime: time,
        validationResults: planned.messages.map(message => ({
          result: 'error',
          message,
        })),
      }
    : {};
}

/** Stores a run: its build, its plan and its timeline, all at once. */
export function startRun(environment: Basis, run: NewRun): BuildRecord {
  const { store, now, random } = environment;
  const { facts, definition } = run;
  const queueTime = now().toISOString();
  return store.transaction(() => {
    const id = String(store.nextNumber('build'));
    const planned =
      run.planned.kind === 'planned'
        ? withCounters(environment, run, run.planned)
        : undefined;
    const { number, revision } = numberOf(environment, run, id, planned);
    const build: BuildRecord = {
      ...facts,
      id,
      definitionId: definition.id,
      definitionRevision: definition.revision,
      buildNumber: number,
      buildNumberRevision: revision,
      status: 'notStarted',
      queueTime,
      planId: random.uuid(),
      templateParameters: run.templateParameters,
      variables: run.variables,
      ...(run.parameters && { parameters: run.parameters }),
      tags: [],
      ...failure(run.planned, queueTime),
    };
    store.put('build', build, { scope: build.projectId });
    if (planned) {
      store.put('runPlan', { ...planned.plan, id }, { scope: id });
      createTimeline(
        new Timeline(environment, id),
        planned.plan.pipeline.stages,
      );
    }
    return build;
  });
}
