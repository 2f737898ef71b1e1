import {
  ApprovalRecord,
  ApprovalStep,
  CheckRunRecord,
  CheckSuiteRecord,
} from '../store/RunRecords';
import { buildWebUrl } from './buildWire';
import { identityRef } from './identityRef';
import { urlOf, WireContext } from './Links';

function stepWire(
  context: WireContext,
  step: ApprovalStep,
  permissions: string | undefined,
) {
  return {
    assignedApprover: identityRef(context, step.assignedApprover),
    ...(step.actualApprover !== undefined && {
      actualApprover: identityRef(context, step.actualApprover),
    }),
    status: step.status,
    ...(step.comment !== '' && { comment: step.comment }),
    ...(step.deferredTo !== undefined && { deferredTo: step.deferredTo }),
    lastModifiedOn: step.lastModifiedOn,
    order: step.order,
    ...(step.lastModifiedBy !== undefined && {
      lastModifiedBy: identityRef(context, step.lastModifiedBy),
    }),
    initiatedOn: step.initiatedOn,
    history: [],
    ...(permissions !== undefined && { permissions }),
  };
}

/** The run and pipeline that wait. */
function pipelineOf(context: WireContext, buildId: string) {
  const build = context.store.get('build', buildId);
  const definition =
    build && context.store.get('definition', build.definitionId);
  return (
    build && {
      owner: {
        _links: {
          web: { href: buildWebUrl(context, build) },
          self: {
            href: urlOf(
              context,
              build.projectId,
              '_apis/build/Builds',
              build.id,
            ),
          },
        },
        id: Number(build.id),
        name: build.buildNumber,
      },
      id: build.definitionId,
      name: definition?.name ?? '',
    }
  );
}

export function approvalWire(
  context: WireContext,
  approval: ApprovalRecord,
  options: {
    readonly steps: boolean;
    /** What the caller may do, where that is asked for. */
    readonly permissions?: 'none' | 'view' | 'update';
  },
) {
  const pipeline = pipelineOf(context, approval.buildId);
  const { permissions } = options;
  return {
    id: approval.id,
    steps:
      options.steps || permissions !== undefined
        ? approval.steps.map(step => stepWire(context, step, permissions))
        : [],
    status: approval.status,
    createdOn: approval.createdOn,
    lastModifiedOn: approval.lastModifiedOn,
    executionOrder: approval.executionOrder,
    minRequiredApprovers: approval.minimumApprovers,
    blockedApprovers: approval.blockedApprovers.map(id =>
      identityRef(context, id),
    ),
    ...(approval.instructions !== '' && {
      instructions: approval.instructions,
    }),
    ...(permissions !== undefined && { permissions }),
    _links: {
      self: {
        href: urlOf(
          context,
          approval.projectId,
          '_apis/pipelines/approvals',
          approval.id,
        ),
      },
    },
    ...(pipeline && { pipeline }),
  };
}

const authorizationType = {
  id: 'e1a1fc6c-c278-4492-ae1c-c42f8697612c',
  name: 'Authorization',
};

function checkRunWire(
  context: WireContext,
  suite: CheckSuiteRecord,
  run: CheckRunRecord,
) {
  const check =
    run.checkId === undefined
      ? undefined
      : context.store.get('check', run.checkId);
  return {
    id: run.id,
    createdDate: run.createdDate,
    ...(run.completedDate && { completedDate: run.completedDate }),
    checkConfigurationRef: {
      ...(run.checkId !== undefined && {
        id: Number(run.checkId),
        url: urlOf(
          context,
          suite.projectId,
          '_apis/pipelines/checks/configurations',
          run.checkId,
        ),
      }),
      type: check
        ? { id: check.typeId, name: check.typeName }
        : authorizationType,
      resource: { type: run.resourceType, id: run.resourceId },
    },
    status: run.status,
    ...(run.message !== '' && { resultMessage: run.message }),
  };
}

/** The checks that a stage of a run waits for or has passed. */
export function checkSuiteWire(context: WireContext, suite: CheckSuiteRecord) {
  const build = context.store.get('build', suite.buildId);
  const pipeline = pipelineOf(context, suite.buildId);
  return {
    status: suite.status,
    message: suite.message,
    ...(suite.completedDate && { completedDate: suite.completedDate }),
    checkRuns: suite.checkRuns.map(run => checkRunWire(context, suite, run)),
    _links: {
      self: {
        href: urlOf(
          context,
          suite.projectId,
          '_apis/pipelines/checks/runs',
          suite.id,
        ),
      },
    },
    id: suite.id,
    context: {
      Id: suite.id,
      PlanId: build?.planId,
      HubName: 'Build',
      Project: { Id: suite.projectId },
      Pipeline: pipeline,
      GraphNode: { Attempt: suite.attempt, Name: suite.stage },
    },
  };
}
