import {
  ObservedApprovalCheck,
  ObservedApprover,
} from '../../observed/observedState';
import {
  ApprovalCheckChange,
  EnvironmentChange,
  PlannedApprovalCheck,
} from '../plan';
import { compareFields, Fields, listFields } from './fieldChanges';

/**
 * What has to happen to the approval check of one environment.
 *
 * A check has no description; whoever owns the environment owns its checks.
 */
export function diffApprovalCheck(options: {
  readonly desired: PlannedApprovalCheck;
  readonly observed: ObservedApprovalCheck | undefined;
  readonly environment: EnvironmentChange;
}): ApprovalCheckChange {
  const { desired, observed, environment } = options;
  const base = {
    kind: 'approval-check' as const,
    name: desired.environment,
    dependsOn: [{ kind: 'environment' as const, name: desired.environment }],
    desired,
  };
  const after = fieldsOfDesired(desired, observed);
  if (observed === undefined) {
    return {
      ...base,
      action: 'create',
      reason: 'the environment has no approval check',
      fields: listFields(after),
    };
  }
  if (environment.action === 'conflict') {
    return {
      ...base,
      action: 'conflict',
      reason: 'its environment is not ours',
      remedy: environment.remedy,
      observed,
    };
  }
  const fields = compareFields({ before: fieldsOfObserved(observed), after });
  return fields.length === 0
    ? { ...base, action: 'unchanged', reason: 'it is as configured', observed }
    : {
        ...base,
        action: 'update',
        reason: 'it differs from the configuration',
        observed,
        fields,
      };
}

type Person = { readonly id: string; readonly displayName: string };

function fieldsOfDesired(
  desired: PlannedApprovalCheck,
  observed: ObservedApprovalCheck | undefined,
): Fields {
  return {
    approvers: showPeople(desired.approvers, observed?.approvers ?? []),
    instructions: desired.instructions.trim(),
    'minimum approvers': desired.minimumApprovers,
    'requester can approve': desired.requesterCanApprove,
    'timeout in minutes': desired.timeoutMinutes,
  };
}

function fieldsOfObserved(observed: ObservedApprovalCheck): Fields {
  return {
    approvers: showPeople([], observed.approvers),
    instructions: observed.instructions.trim(),
    // Azure DevOps writes 0 for "all of them".
    'minimum approvers':
      observed.minimumApprovers === 0
        ? observed.approvers.length
        : observed.minimumApprovers,
    'requester can approve': observed.requesterCanApprove,
    'timeout in minutes': observed.timeoutMinutes,
  };
}

/**
 * People as a plan shows them, in an order of their own. Whoever is a approver
 * already keeps the name that the service gave, so that only a different
 * person makes a difference.
 */
function showPeople(
  desired: readonly ObservedApprover[],
  observed: readonly Person[],
): readonly string[] {
  const people: readonly Person[] = desired.length > 0 ? desired : observed;
  return people
    .map(person => {
      const known = observed.find(({ id }) => isSameId(id, person.id));
      return { ...person, ...known };
    })
    .map(({ id, displayName }) =>
      displayName === '' ? id : `${displayName} <${id}>`,
    )
    .sort();
}

function isSameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
