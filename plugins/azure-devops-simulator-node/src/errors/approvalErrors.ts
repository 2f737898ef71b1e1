import { errorOf } from './AzureDevOpsError';

const approval = 'Microsoft.Azure.Pipelines.Approval.WebApi';
const checks = 'Microsoft.Azure.Pipelines.Checks.WebApi';

/** The type keys here are assumed; the published contract names none. */
export const approvalUnknown = (id: string) =>
  errorOf(
    404,
    approval,
    'ApprovalNotFoundException',
    `The approval ${id} does not exist, or you do not have permission to see it.`,
  );

export const approvalOver = (id: string, status: string) =>
  errorOf(
    400,
    approval,
    'ApprovalAlreadyCompletedException',
    `The approval ${id} is ${status} already and cannot be changed.`,
  );

export const approvalRefused = (message: string) =>
  errorOf(403, approval, 'ApprovalUnauthorizedException', message);

export const approvalInvalid = (message: string) =>
  errorOf(400, approval, 'InvalidApprovalUpdateException', message);

export const checkSuiteUnknown = (id: string) =>
  errorOf(
    404,
    checks,
    'CheckSuiteNotFoundException',
    `The check suite ${id} does not exist.`,
  );
