import { distinctIdentities } from '../observed/distinctIdentities';
import type { NamedIdentity, ObservedIdentity } from '../observed/identity';
import type { Fields } from '../plan/fieldChanges';
import type { ConfigurationSource } from '../desiredState/configurationSource';
import { decideCheck, DesiredCheck, isCheckOurs, ObservedCheck } from './check';
import type { ResourceDefinition } from './ResourceDefinition';

interface ApprovalTerms {
  readonly instructions: string;
  /** 0 stands for all of them. */
  readonly minimumApprovers: number;
  readonly requesterCanApprove: boolean;
  readonly timeoutMinutes: number;
}

/** People who must agree before a stage may use a resource. @public */
export interface DesiredApprovalCheck extends DesiredCheck, ApprovalTerms {
  /** E-mail address, unique name or group of each approver. */
  readonly approvers: readonly string[];
  /** The list of approvers in the configuration. */
  readonly source: ConfigurationSource;
}

/** An approval check whose approvers have been found. @public */
export interface PlannedApprovalCheck extends DesiredCheck, ApprovalTerms {
  readonly approvers: readonly ObservedIdentity[];
}

/** An approval check as it is. @public */
export interface ObservedApprovalCheck extends ObservedCheck, ApprovalTerms {
  readonly approvers: readonly NamedIdentity[];
}

/** Approval by people or groups. @public */
export const approvalCheckDefinition: ResourceDefinition<'approval-check'> = {
  kind: 'approval-check',
  label: 'approval check',
  diff(desired, observed, context) {
    const { source: _source, ...terms } = desired;
    const planned: PlannedApprovalCheck = {
      ...terms,
      approvers: distinctIdentities(
        desired.approvers.map(reference => context.identity(reference)),
      ),
    };
    return decideCheck({
      kind: 'approval-check',
      desired: planned,
      observed,
      context,
      dependsOn: planned.approvers.flatMap(approver =>
        approver.status === 'planned'
          ? [{ kind: 'approver-group' as const, name: approver.group }]
          : [],
      ),
      fieldsOfDesired: {
        approvers: showApprovers(planned.approvers, observed?.approvers ?? []),
        ...showTerms(planned, planned.approvers.length),
      },
      fieldsOfObserved: check => ({
        approvers: check.approvers.map(showIdentity).sort(),
        ...showTerms(check, check.approvers.length),
      }),
    });
  },
  isOurs: isCheckOurs,
  identities: ({ approvers, source }) =>
    approvers.map((reference, index) => ({
      reference,
      source: { ...source, keyPath: [...source.keyPath, index] },
    })),
};

function showTerms(terms: ApprovalTerms, approvers: number): Fields {
  return {
    instructions: terms.instructions.trim(),
    'minimum approvers':
      terms.minimumApprovers === 0 ? approvers : terms.minimumApprovers,
    'requester can approve': terms.requesterCanApprove,
    'timeout in minutes': terms.timeoutMinutes,
  };
}

/**
 * Identities as a plan shows them, in an order of their own. Whoever is an
 * approver already keeps the name that the service gave, so that only a
 * different person makes a difference.
 */
function showApprovers(
  desired: readonly ObservedIdentity[],
  observed: readonly NamedIdentity[],
): readonly string[] {
  return desired
    .map(approver => {
      if (approver.status === 'planned') {
        return approver.group;
      }
      const known = observed.find(
        ({ id }) => id.toLowerCase() === approver.id.toLowerCase(),
      );
      return showIdentity(known ?? approver);
    })
    .sort();
}

function showIdentity({ id, displayName }: NamedIdentity): string {
  return displayName === '' ? id : `${displayName} <${id}>`;
}
