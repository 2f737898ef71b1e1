import { SimulatorEnvironment } from '../../server/Environment';
import { CheckRunRecord, CheckSuiteRecord } from '../../store/RunRecords';
import { RunState, StageState } from '../RunState';
import { Timeline } from '../Timeline';
import { kindOfCheck } from './checkKinds';
import { putSuite } from './checkSuites';
import { isPermitted } from './judgeCheck';
import { resourcesOfStage, UsedResource } from './stageResources';

type Basis = Omit<SimulatorEnvironment, 'runs'>;

const longestMinutes = 43_200;

function authorizationRun(
  environment: Basis,
  state: RunState,
  resource: UsedResource,
): readonly CheckRunRecord[] {
  const { projectId, definitionId } = state.build;
  const isOpen =
    !resource.needsPermission ||
    isPermitted(environment.store, { projectId, definitionId, resource });
  return isOpen
    ? []
    : [
        {
          id: environment.random.uuid(),
          kind: 'authorization',
          category: 'authorization',
          name: 'Authorization',
          resourceType: resource.type,
          resourceId: resource.id,
          status: 'queued',
          message: '',
          createdDate: environment.now().toISOString(),
          timeoutMinutes: longestMinutes,
        },
      ];
}

function configuredRuns(
  environment: Basis,
  state: RunState,
  resource: UsedResource,
): readonly CheckRunRecord[] {
  return environment.store
    .list('check', state.build.projectId)
    .filter(
      check =>
        !check.isDisabled &&
        check.resourceType === resource.type &&
        check.resourceId.toLowerCase() === resource.id.toLowerCase(),
    )
    .map(check => ({
      ...kindOfCheck(check),
      id: environment.random.uuid(),
      checkId: check.id,
      resourceType: resource.type,
      resourceId: resource.id,
      status: 'queued',
      message: '',
      createdDate: environment.now().toISOString(),
      timeoutMinutes: check.timeout,
    }));
}

/** What the stage uses; what was there when the run was queued may be gone now. */
function resourcesNow(environment: Basis, state: RunState, stage: StageState) {
  const definition = environment.store.get(
    'definition',
    state.build.definitionId,
  );
  if (!definition) {
    throw new Error(`The pipeline of the run ${state.build.id} is gone`);
  }
  return resourcesOfStage(
    {
      store: environment.store,
      definition,
      pipeline: state.plan.pipeline,
      repositories: state.plan.repositories,
      layers: state.layers,
    },
    stage.plan,
  );
}

const statusWith = (checkRuns: readonly CheckRunRecord[]) =>
  checkRuns.length > 0 ? 'running' : 'approved';

/**
 * Puts up the checks that a stage has to pass before it starts.
 *
 * @returns true if there are any.
 */
export function openChecks(
  environment: Basis,
  state: RunState,
  stage: StageState,
): boolean {
  const { used, missing } = resourcesNow(environment, state, stage);
  const checkRuns = used.flatMap(resource => [
    ...authorizationRun(environment, state, resource),
    ...configuredRuns(environment, state, resource),
  ]);
  const time = environment.now().toISOString();
  const isOpen = checkRuns.length > 0 && missing.length === 0;
  const suite: CheckSuiteRecord = {
    id: environment.random.uuid(),
    projectId: state.build.projectId,
    buildId: state.build.id,
    stage: stage.record.refName,
    attempt: stage.record.attempt,
    status: missing.length > 0 ? 'rejected' : statusWith(checkRuns),
    message: missing.join('\n'),
    createdDate: time,
    ...(!isOpen && { completedDate: time }),
    checkRuns: isOpen ? checkRuns : [],
  };
  putSuite(environment, suite);
  if (isOpen) {
    const timeline = new Timeline(environment, state.build.id);
    const checkpoint = timeline.add({
      id: suite.id,
      type: 'Checkpoint',
      parentId: stage.record.id,
      name: 'Checkpoint',
      identifier: `${stage.record.identifier}.Checkpoint`,
      refName: 'Checkpoint',
      order: 0,
      attempt: stage.record.attempt,
    });
    timeline.start(checkpoint.id);
  }
  return isOpen;
}
