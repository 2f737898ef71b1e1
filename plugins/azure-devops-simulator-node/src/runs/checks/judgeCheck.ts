import { child } from '../../server/JsonBody';
import { SimulatorEnvironment } from '../../server/Environment';
import { permissionId } from '../../routes/checks/protectedResources';
import { branchPolicies } from '../../routes/policy/evaluation/evaluatePullRequest';
import { CheckRecord } from '../../store/records';
import { CheckRunRecord } from '../../store/RunRecords';
import { Store } from '../../store/Store';
import { RunState, StageState } from '../RunState';
import { checkApproval } from './approvals';
import { checkBranches, LinkedBranch } from './branchControl';
import { checkBusinessHours } from './businessHours';
import { branchControlTask, businessHoursTask, taskIdOf } from './checkKinds';
import { takeLock } from './exclusiveLocks';
import { checkTemplates, ExtendedTemplate } from './requiredTemplate';
import { approved, rejected, Verdict, waiting } from './Verdict';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now'>;

export interface CheckPlace {
  readonly state: RunState;
  readonly stage: StageState;
  readonly run: CheckRunRecord;
}

export function isPermitted(
  store: Store,
  options: {
    readonly projectId: string;
    readonly definitionId: string;
    readonly resource: { readonly type: string; readonly id: string };
  },
): boolean {
  const { projectId, definitionId, resource } = options;
  const record = store.get(
    'permission',
    permissionId(projectId, resource.type, resource.id),
  );
  return (
    record?.allPipelines !== undefined ||
    record?.pipelines[definitionId] !== undefined
  );
}

function judgeAuthorization(store: Store, { state, run }: CheckPlace): Verdict {
  const { projectId, definitionId } = state.build;
  return isPermitted(store, {
    projectId,
    definitionId,
    resource: { type: run.resourceType, id: run.resourceId },
  })
    ? approved()
    : waiting(
        `The pipeline needs permission to use the ${run.resourceType} ${run.resourceId} before this run can go on.`,
      );
}

/** Branches of everything that is linked with a run: repositories, and the runs it takes from. */
function linkedBranches(
  store: Store,
  state: RunState,
): readonly LinkedBranch[] {
  const isProtected = (
    projectId: string,
    repositoryId: string,
    refName: string,
  ) =>
    branchPolicies({ store }, { projectId, repositoryId, refName }).some(
      ({ isBlocking }) => isBlocking,
    );
  const repositories = Object.entries(state.plan.repositories).map(
    ([alias, { projectId, id, ref }]) => ({
      resource: alias,
      branch: ref,
      isProtected: isProtected(projectId, id, ref),
    }),
  );
  const pipelines = Object.entries(state.plan.pipelines).map(
    ([alias, { buildId }]) => {
      const build = store.get('build', buildId);
      return {
        resource: alias,
        branch: build?.sourceBranch ?? '',
        isProtected:
          build &&
          isProtected(build.projectId, build.repositoryId, build.sourceBranch),
      };
    },
  );
  return [...repositories, ...pipelines];
}

function extendedTemplates(
  store: Store,
  { plan }: RunState,
): readonly ExtendedTemplate[] {
  return plan.pipeline.templates
    .filter(({ usage }) => usage === 'extends')
    .flatMap(({ repository, path }) => {
      const found = plan.repositories[repository];
      const project = found && store.get('project', found.projectId);
      return found
        ? [
            {
              repositoryNames: [
                found.name,
                `${project?.name ?? ''}/${found.name}`,
              ],
              ref: found.ref,
              path,
            },
          ]
        : [];
    });
}

function judgeTask(
  environment: Basis,
  place: CheckPlace,
  check: CheckRecord,
): Verdict {
  const inputs = child(check.settings, 'inputs') ?? {};
  switch (taskIdOf(check.settings)) {
    case branchControlTask:
      return checkBranches(
        inputs,
        linkedBranches(environment.store, place.state),
      );
    case businessHoursTask:
      return checkBusinessHours(inputs, environment.now());
    default:
      return rejected(
        `The simulator does not simulate the check '${place.run.name}': it evaluates approval, branch control, business hours, required template and exclusive lock.`,
      );
  }
}

/** What a check says now; asking for a lock takes it if it is free. */
export function judgeCheck(environment: Basis, place: CheckPlace): Verdict {
  const { store } = environment;
  const { state, stage, run } = place;
  if (run.kind === 'authorization') {
    return judgeAuthorization(store, place);
  }
  if (run.kind === 'approval') {
    return checkApproval(environment, run);
  }
  if (run.kind === 'exclusiveLock') {
    return takeLock(environment, {
      build: state.build,
      stage: stage.record.refName,
      resource: { type: run.resourceType, id: run.resourceId },
      behavior:
        stage.plan.lockBehavior ??
        state.plan.pipeline.lockBehavior ??
        'runLatest',
    });
  }
  const check =
    run.checkId === undefined ? undefined : store.get('check', run.checkId);
  if (!check) {
    return approved('The check has been deleted since it began.');
  }
  return run.kind === 'extendsCheck'
    ? checkTemplates(check.settings, extendedTemplates(store, state))
    : judgeTask(environment, place, check);
}
