import { SimulatorEnvironment } from '../../server/Environment';
import {
  isJsonObject,
  items,
  JsonObject,
  text,
  truth,
  wholeNumber,
} from '../../server/JsonBody';
import { CheckRecord } from '../../store/records';
import {
  ApprovalRecord,
  ApprovalStep,
  CheckRunRecord,
} from '../../store/RunRecords';
import { RunState } from '../RunState';
import { approved, rejected, Verdict, waiting } from './Verdict';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now'>;

const idsIn = (settings: JsonObject, name: string) =>
  (items(settings, name) ?? []).flatMap(entry => {
    const id = isJsonObject(entry) ? text(entry, 'id') : undefined;
    return id === undefined ? [] : [id];
  });

export function putApproval(
  { store }: Pick<Basis, 'store'>,
  approval: ApprovalRecord,
): void {
  store.put('approval', approval, { scope: approval.projectId });
}

/** Asks the approvers of a check. */
export function openApproval(
  environment: Basis,
  options: {
    readonly state: RunState;
    readonly stage: string;
    readonly check: CheckRecord;
    readonly id: string;
  },
): ApprovalRecord {
  const { state, check } = options;
  const { settings } = check;
  const time = environment.now().toISOString();
  const approvers = idsIn(settings, 'approvers');
  const isInSequence =
    text(settings, 'executionOrder')?.toLowerCase() === 'insequence';
  const approval: ApprovalRecord = {
    id: options.id,
    projectId: state.build.projectId,
    buildId: state.build.id,
    stage: options.stage,
    checkId: check.id,
    resourceType: check.resourceType,
    resourceId: check.resourceId,
    status: 'pending',
    steps: approvers.map((assignedApprover, index) => ({
      assignedApprover,
      status: isInSequence && index > 0 ? 'uninitiated' : 'pending',
      comment: '',
      order: index + 1,
      initiatedOn: time,
      lastModifiedOn: time,
    })),
    // 0 stands for all of them.
    minimumApprovers:
      wholeNumber(settings, 'minRequiredApprovers') || approvers.length,
    executionOrder: isInSequence ? 'inSequence' : 'anyOrder',
    requesterCanApprove: truth(settings, 'requesterCannotBeApprover') !== true,
    blockedApprovers: idsIn(settings, 'blockedApprovers'),
    instructions: text(settings, 'instructions') ?? '',
    createdOn: time,
    lastModifiedOn: time,
    timeoutMinutes: check.timeout,
  };
  putApproval(environment, approval);
  return approval;
}

/** Whether enough have approved by now; a deferred one counts from its time on. */
export function settleApproval(
  approval: ApprovalRecord,
  now: Date,
): ApprovalRecord {
  const time = now.toISOString();
  const steps = approval.steps.map(
    (step): ApprovalStep =>
      step.status === 'deferred' &&
      step.deferredTo !== undefined &&
      new Date(step.deferredTo) <= now
        ? { ...step, status: 'approved', lastModifiedOn: time }
        : step,
  );
  const count = steps.filter(({ status }) => status === 'approved').length;
  if (count < approval.minimumApprovers) {
    return { ...approval, steps };
  }
  return {
    ...approval,
    status: 'approved',
    lastModifiedOn: time,
    steps: steps.map(step =>
      step.status === 'approved' ? step : { ...step, status: 'skipped' },
    ),
  };
}

/** Ends an approval that nobody is going to decide any more. */
export function endApproval(
  environment: Basis,
  id: string,
  status: 'timedOut' | 'canceled',
): void {
  const approval = environment.store.get('approval', id);
  if (approval?.status === 'pending') {
    const lastModifiedOn = environment.now().toISOString();
    putApproval(environment, {
      ...approval,
      status,
      lastModifiedOn,
      steps: approval.steps.map(step =>
        step.status === 'approved' ? step : { ...step, status, lastModifiedOn },
      ),
    });
  }
}

/** What an approval says now. */
export function checkApproval(
  environment: Basis,
  run: CheckRunRecord,
): Verdict {
  const before =
    run.approvalId === undefined
      ? undefined
      : environment.store.get('approval', run.approvalId);
  if (!before) {
    return waiting('The approvers have not been asked yet.');
  }
  const approval =
    before.status === 'pending'
      ? settleApproval(before, environment.now())
      : before;
  if (approval.status !== before.status) {
    putApproval(environment, approval);
  }
  switch (approval.status) {
    case 'approved':
      return approved();
    case 'rejected':
      return rejected(
        approval.steps.find(({ status }) => status === 'rejected')?.comment ||
          'The approval was rejected.',
      );
    case 'timedOut':
    case 'canceled':
      return { status: approval.status, message: '' };
    default:
      return waiting('Waits for approval.');
  }
}
