import {
  approvalInvalid,
  approvalOver,
  approvalRefused,
} from '../../errors/approvalErrors';
import { settleApproval } from '../../runs/checks/approvals';
import { ApprovalRecord, ApprovalStep } from '../../store/RunRecords';
import { Store } from '../../store/Store';
import { UserRecord } from '../../store/records';

/** What somebody says to an approval. */
export interface Decision {
  readonly status: 'approved' | 'rejected' | 'deferred';
  readonly comment: string;
  readonly deferredTo?: string;
}

interface Question {
  readonly store: Store;
  readonly organization: string;
  readonly user: UserRecord;
  readonly approval: ApprovalRecord;
}

/** The user and every group that the user is in, however deep. */
export function identitiesOf(
  store: Store,
  organization: string,
  userId: string,
): ReadonlySet<string> {
  const memberships = store.list('membership', organization);
  const found = new Set([userId]);
  let size = 0;
  while (size < found.size) {
    size = found.size;
    for (const { memberId, containerId } of memberships) {
      if (found.has(memberId)) {
        found.add(containerId);
      }
    }
  }
  return found;
}

const open = ['pending', 'deferred'];

/** The step that the user can decide now. */
export function stepFor({
  store,
  organization,
  user,
  approval,
}: Question): ApprovalStep | undefined {
  const identities = identitiesOf(store, organization, user.id);
  return approval.steps.find(
    step => open.includes(step.status) && identities.has(step.assignedApprover),
  );
}

/** Why a user may not decide; undefined if nothing speaks against it. */
export function refusal(question: Question): string | undefined {
  const { store, user, approval } = question;
  const name = `${user.displayName} <${user.mail}>`;
  const requester = store.get('build', approval.buildId)?.requestedBy;
  if (approval.blockedApprovers.includes(user.id)) {
    return `${name} is blocked from the approval ${approval.id}.`;
  }
  if (!approval.requesterCanApprove && requester === user.id) {
    return `${name} has requested the run and cannot decide its approval ${approval.id}: the check lets no requester approve.`;
  }
  return stepFor(question)
    ? undefined
    : `${name} is not an approver of the approval ${approval.id}, or it is another approver's turn.`;
}

/** With an order, the next approver is asked once the one before has approved. */
function askNext(approval: ApprovalRecord, time: string): ApprovalRecord {
  const isAsked = approval.steps.some(({ status }) => open.includes(status));
  const next = approval.steps.find(({ status }) => status === 'uninitiated');
  return isAsked || !next || approval.status !== 'pending'
    ? approval
    : {
        ...approval,
        steps: approval.steps.map(step =>
          step === next
            ? { ...step, status: 'pending', initiatedOn: time }
            : step,
        ),
      };
}

/**
 * The approval after somebody's decision.
 *
 * @throws AzureDevOpsError 400 if it is over already, 403 if the user may not decide.
 */
export function decideApproval(
  question: Question,
  decision: Decision,
  now: Date,
): ApprovalRecord {
  const { user, approval } = question;
  if (approval.status !== 'pending') {
    throw approvalOver(approval.id, approval.status);
  }
  const problem = refusal(question);
  const own = stepFor(question);
  if (problem !== undefined || !own) {
    throw approvalRefused(problem ?? '');
  }
  if (decision.status === 'deferred' && decision.deferredTo === undefined) {
    throw approvalInvalid(
      `The approval ${approval.id} is deferred, but deferredTo does not say until when.`,
    );
  }
  const time = now.toISOString();
  const steps = approval.steps.map(
    (step): ApprovalStep =>
      step === own
        ? {
            ...step,
            ...decision,
            actualApprover: user.id,
            lastModifiedBy: user.id,
            lastModifiedOn: time,
          }
        : step,
  );
  const next: ApprovalRecord = { ...approval, steps, lastModifiedOn: time };
  if (decision.status === 'rejected') {
    return {
      ...next,
      status: 'rejected',
      steps: steps.map(step =>
        open.includes(step.status) || step.status === 'uninitiated'
          ? { ...step, status: 'skipped' }
          : step,
      ),
    };
  }
  return askNext(settleApproval(next, now), time);
}
