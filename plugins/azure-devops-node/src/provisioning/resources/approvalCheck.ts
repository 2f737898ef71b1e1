import type { NamedIdentity } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { createCheckProvider } from './checkProvider';

/** The approval among the kinds of checks; the same id in every organization. */
const TYPE = { id: '8c6f20a7-a545-4486-9777-f762fafe0d4d', name: 'Approval' };

interface ApprovalSettings {
  readonly approvers?: readonly {
    readonly id: string;
    readonly displayName?: string | null;
  }[];
  readonly instructions?: string | null;
  /** 0 stands for all approvers. */
  readonly minRequiredApprovers?: number;
  readonly requesterCannotBeApprover?: boolean;
}

/** Approval by people or groups. */
export const approvalCheckProvider = createCheckProvider<'approval-check'>({
  type: TYPE,
  toWire: (desired, context) => ({
    timeout: desired.timeoutMinutes,
    settings: {
      approvers: desired.approvers.map(approver => ({
        id: context.idOfIdentity(approver),
        displayName:
          approver.status === 'known' ? approver.displayName : approver.group,
      })),
      instructions: desired.instructions.trim(),
      minRequiredApprovers: desired.minimumApprovers,
      requesterCannotBeApprover: !desired.requesterCanApprove,
      executionOrder: 'anyOrder',
      blockedApprovers: [],
    },
  }),
  fromWire(base, { settings, timeout }) {
    const approval: ApprovalSettings = settings ?? {};
    return {
      ...base,
      approvers: (approval.approvers ?? []).map(
        ({ id, displayName }): NamedIdentity => ({
          id,
          displayName: displayName ?? '',
        }),
      ),
      instructions: approval.instructions ?? '',
      minimumApprovers: approval.minRequiredApprovers ?? 0,
      requesterCanApprove: !(approval.requesterCannotBeApprover ?? false),
      timeoutMinutes: timeout ?? 0,
    };
  },
});
