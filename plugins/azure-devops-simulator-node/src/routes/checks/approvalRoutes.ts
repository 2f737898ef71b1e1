import {
  approvalInvalid,
  approvalUnknown,
  checkSuiteUnknown,
} from '../../errors/approvalErrors';
import { putApproval } from '../../runs/checks/approvals';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  isJsonObject,
  JsonObject,
  property,
  text,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { ApprovalRecord } from '../../store/RunRecords';
import { approvalWire, checkSuiteWire } from '../../wire/approvalWire';
import {
  Decision,
  decideApproval,
  identitiesOf,
  refusal,
} from './decideApproval';

function find(request: ApiRequest, id: string): ApprovalRecord {
  const approval = request.store.get('approval', id);
  if (approval?.projectId !== request.project.id) {
    throw approvalUnknown(id);
  }
  return approval;
}

const questionOf = (request: ApiRequest, approval: ApprovalRecord) => ({
  store: request.store,
  organization: request.organization.name,
  user: request.user,
  approval,
});

function wire(
  request: ApiRequest,
  approval: ApprovalRecord,
  withSteps = false,
) {
  const expand = (request.query('$expand') ?? '').toLowerCase();
  const mayDecide =
    approval.status === 'pending' &&
    refusal(questionOf(request, approval)) === undefined;
  return approvalWire(request, approval, {
    steps: withSteps || expand === 'steps' || expand === '1',
    ...((expand === 'permissions' || expand === '2') && {
      permissions: mayDecide ? 'update' : 'view',
    }),
  });
}

const completed = ['approved', 'rejected', 'skipped', 'canceled', 'timedout'];

function hasState(
  approval: ApprovalRecord,
  state: string | undefined,
): boolean {
  const wanted = state?.toLowerCase();
  const status = approval.status.toLowerCase();
  return (
    wanted === undefined ||
    wanted === 'all' ||
    wanted === 'undefined' ||
    wanted === status ||
    (wanted === 'completed' && completed.includes(status)) ||
    (wanted === 'failed' && (status === 'rejected' || status === 'timedout'))
  );
}

/** `assignedTo` is a list of users by id; groups of theirs count. */
function isAssigned(
  request: ApiRequest,
  approval: ApprovalRecord,
  users: readonly string[],
): boolean {
  return (
    users.length === 0 ||
    users.some(user => {
      const identities = identitiesOf(
        request.store,
        request.organization.name,
        user.toLowerCase(),
      );
      return approval.steps.some(step => identities.has(step.assignedApprover));
    })
  );
}

function listApprovals(request: ApiRequest) {
  const ids = request.queryList('approvalIds');
  const users = [
    ...request.queryList('assignedTo'),
    ...request.queryList('userIds'),
  ];
  const approvals = (
    ids.length > 0
      ? ids.map(id => find(request, id))
      : request.store.list('approval', request.project.id)
  ).filter(
    approval =>
      hasState(approval, request.query('state')) &&
      isAssigned(request, approval, users),
  );
  const top = request.queryNumber('top') ?? request.queryNumber('$top');
  return list(
    approvals
      .slice(0, top ?? approvals.length)
      .map(item => wire(request, item)),
  );
}

const statuses: Readonly<Record<string, Decision['status']>> = {
  approved: 'approved',
  '4': 'approved',
  rejected: 'rejected',
  '8': 'rejected',
  deferred: 'deferred',
  '2': 'deferred',
};

function readDecision(update: JsonObject): Decision {
  if (property(update, 'reassignTo')) {
    throw approvalInvalid(
      'The simulator does not reassign approvals: reassignTo is not simulated.',
    );
  }
  const given = text(update, 'status') ?? '';
  const deferredTo = text(update, 'deferredTo');
  const status = statuses[given.toLowerCase()];
  if (status === undefined) {
    throw approvalInvalid(
      `The status of an approval is set to approved, rejected or deferred, not to '${given}'.`,
    );
  }
  if (deferredTo !== undefined && Number.isNaN(Date.parse(deferredTo))) {
    throw approvalInvalid(`deferredTo is '${deferredTo}', which is no time.`);
  }
  // To approve with a time to come is to defer.
  const isDeferred = status !== 'rejected' && deferredTo !== undefined;
  return {
    status: isDeferred ? 'deferred' : status,
    comment: text(update, 'comment') ?? '',
    ...(isDeferred && { deferredTo: new Date(deferredTo).toISOString() }),
  };
}

function updateApprovals(request: ApiRequest) {
  const { store } = request;
  const changed = store.transaction(() =>
    request.arrayBody().map(entry => {
      const id = isJsonObject(entry) ? text(entry, 'approvalId') : undefined;
      if (!isJsonObject(entry) || id === undefined) {
        throw approvalInvalid('An update of an approval has no approvalId.');
      }
      const approval = decideApproval(
        questionOf(request, find(request, id)),
        readDecision(entry),
        request.environment.now(),
      );
      putApproval({ store }, approval);
      return approval;
    }),
  );
  changed.forEach(({ buildId }) => request.environment.runs.wake(buildId));
  return list(changed.map(approval => wire(request, approval, true)));
}

function getSuite(request: ApiRequest) {
  const id = request.parameter('checkSuiteId');
  const suite = request.store.get('checkSuite', id);
  if (suite?.projectId !== request.project.id) {
    throw checkSuiteUnknown(id);
  }
  return json(checkSuiteWire(request, suite));
}

const approvals = '{project}/_apis/pipelines/approvals';

/** Approvals that runs wait for, and the checks of a stage as a whole. */
export const approvalRoutes: readonly Route[] = [
  { method: 'GET', path: approvals, handle: listApprovals },
  { method: 'PATCH', path: approvals, handle: updateApprovals },
  {
    method: 'GET',
    path: `${approvals}/{approvalId}`,
    handle: request =>
      json(wire(request, find(request, request.parameter('approvalId')))),
  },
  {
    method: 'GET',
    path: '{project}/_apis/pipelines/checks/runs/{checkSuiteId}',
    preview: true,
    handle: getSuite,
  },
];
