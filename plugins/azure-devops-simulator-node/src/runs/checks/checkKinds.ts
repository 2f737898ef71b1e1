import { child, JsonObject, text } from '../../server/JsonBody';
import { CheckRecord } from '../../store/records';
import { CheckCategory, CheckRunRecord } from '../../store/RunRecords';

const approvalType = '8c6f20a7-a545-4486-9777-f762fafe0d4d';
const exclusiveLockType = '2ef31ad6-baa0-403a-8b45-2cbc9b4e5563';
const extendsCheckType = '4020e66e-b0f3-47e1-bc88-48f3cc59b5f3';

/** An approval says by its definition whether it comes before or after the other checks. */
const approvalCategories: Readonly<Record<string, CheckCategory>> = {
  '0f52a19b-c67e-468f-b8eb-0ae83b532c99': 'preApproval',
  '06441319-13fb-4756-b198-c2da116894a4': 'postApproval',
};

export const branchControlTask = '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b';
export const businessHoursTask = '445fde2f-6c39-441c-807f-8a59ff2e075f';

/** The task of a task check, in lower case. */
export function taskIdOf(settings: JsonObject): string {
  return (
    text(child(settings, 'definitionRef') ?? {}, 'id') ?? ''
  ).toLowerCase();
}

/**
 * What a configured check is, and when it is looked at.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/approvals (categories and their order)
 */
export function kindOfCheck(
  check: CheckRecord,
): Pick<CheckRunRecord, 'kind' | 'category' | 'name'> {
  switch (check.typeId) {
    case approvalType:
      return {
        kind: 'approval',
        name: 'Approval',
        category: approvalCategories[taskIdOf(check.settings)] ?? 'dynamic',
      };
    case exclusiveLockType:
      return {
        kind: 'exclusiveLock',
        name: 'Exclusive Lock',
        category: 'lock',
      };
    case extendsCheckType:
      return {
        kind: 'extendsCheck',
        name: 'Required template',
        category: 'static',
      };
    default:
      return {
        kind: 'taskCheck',
        name: text(check.settings, 'displayName') ?? check.typeName,
        category:
          taskIdOf(check.settings) === branchControlTask ? 'static' : 'dynamic',
      };
  }
}
