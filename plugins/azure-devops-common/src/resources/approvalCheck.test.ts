import { EVERYTHING, desiredChurnModel } from '../__testUtils__/churnModel';
import {
  changesOf,
  fieldsOf,
  having,
  person,
  PLANNED_GROUP,
  planOne,
  wanting,
} from '../__testUtils__/planning';
import {
  approvalCheckDefinition,
  type DesiredApprovalCheck,
} from './approvalCheck';

const [check] = desiredChurnModel().resources['approval-check'] ?? [];
const [found] = EVERYTHING.resources['approval-check'] ?? [];

function changesWith(change: Partial<DesiredApprovalCheck>) {
  return changesOf({
    desired: wanting({ 'approval-check': [{ ...check, ...change }] }),
    observed: {
      ...EVERYTHING,
      identities: [...EVERYTHING.identities, person('Uma'), PLANNED_GROUP],
    },
  });
}

describe('an approval check', () => {
  it.each([
    ['instructions', { instructions: 'Ask' }],
    ['minimum approvers', { minimumApprovers: 2 }],
    ['requester can approve', { requesterCanApprove: true }],
    ['timeout in minutes', { timeoutMinutes: 60 }],
  ])('is updated when its %s changes', (field, change) => {
    const changes = changesWith(change);
    expect(changes.map(({ kind, action }) => [kind, action])).toEqual([
      ['approval-check', 'update'],
    ]);
    expect(fieldsOf(changes[0])).toEqual([expect.objectContaining({ field })]);
  });

  it('is updated for another approver', () => {
    expect(
      changesWith({ approvers: ['uma@contoso.example'] }).flatMap(fieldsOf),
    ).toEqual([
      {
        field: 'approvers',
        before: ['Ari Approver <ari>'],
        after: ['Uma <UMA>'],
      },
    ]);
  });

  it('does not mind how the service calls the same approver, or that 0 means all', () => {
    const observed = having({
      'approval-check': [
        {
          ...found,
          minimumApprovers: 0,
          approvers: [{ id: 'ari', displayName: '' }],
        },
      ],
    });
    expect(changesOf({ observed })).toEqual([]);
  });

  it('waits for the group that the same plan makes', () => {
    expect(
      planOne('approval-check', {
        wanted: {
          'approval-check': [{ ...check, approvers: ['churn-approvers'] }],
        },
      }),
    ).toMatchObject({
      action: 'create',
      dependsOn: [
        { kind: 'environment', name: 'churn-model-prod' },
        { kind: 'approver-group', name: 'churn-approvers' },
      ],
    });
  });

  it('says where each approver is named', () => {
    expect(approvalCheckDefinition.identities?.(check)).toEqual([
      {
        reference: 'ari.approver@contoso.example',
        source: {
          file: 'environment_1/azure_devops.yml',
          keyPath: ['checks', 'approval', 'approvers', 0],
        },
      },
    ]);
  });
});
