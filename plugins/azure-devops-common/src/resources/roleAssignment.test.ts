import {
  fieldsOf,
  OUR_MARK,
  planOne,
  planResources,
  THEIR_MARK,
} from '../__testUtils__/planning';
import {
  roleAssignmentDefinition,
  type ObservedRoleAssignment,
  type Role,
} from './roleAssignment';

const ENVIRONMENT = { kind: 'environment' as const, name: 'churn-prod' };
const SOURCE = { file: 'azure_devops.yml', keyPath: ['roles', 0, 'identity'] };

const ASSIGNMENT = {
  name: 'environment/churn-prod ari@contoso.example',
  resource: ENVIRONMENT,
  identity: 'ari@contoso.example',
  role: 'User' as const,
  source: SOURCE,
};

function foundOf(
  role: ObservedRoleAssignment['role'],
  options: { readonly id?: string; readonly mark?: string } = {},
) {
  return {
    environment: [
      {
        id: '12',
        name: 'churn-prod',
        description: options.mark ?? OUR_MARK,
        url: 'https://environments/12',
      },
    ],
    'role-assignment': [
      {
        id: '1',
        name: 'environment/churn-prod ari',
        url: 'https://environments/12',
        resource: { ...ENVIRONMENT, name: 'Churn-Prod' },
        identityId: options.id ?? 'ari',
        role,
      },
    ],
  };
}

const wanted = {
  environment: [{ name: 'churn-prod', description: '' }],
  'role-assignment': [ASSIGNMENT],
};

describe('a role assignment', () => {
  it('is given to whom has none, after its resource', () => {
    expect(
      planOne('role-assignment', {
        wanted,
        found: foundOf('User', { id: 'x' }),
      }),
    ).toMatchObject({ action: 'create', dependsOn: [ENVIRONMENT] });
  });

  it('is changed, and left alone as configured', () => {
    const changed = planOne('role-assignment', {
      wanted,
      found: foundOf('Reader'),
    });
    expect(fieldsOf(changed)).toEqual([
      { field: 'role', before: 'Reader', after: 'User' },
    ]);
    expect(
      planOne('role-assignment', { wanted, found: foundOf('User') }).action,
    ).toBe('unchanged');
  });

  it('waits for the group that the same plan makes', () => {
    const group = { ...ASSIGNMENT, identity: 'churn-approvers' };
    expect(
      planOne('role-assignment', {
        wanted: { ...wanted, 'role-assignment': [group] },
        found: foundOf('User'),
      }),
    ).toMatchObject({
      action: 'create',
      dependsOn: [
        ENVIRONMENT,
        { kind: 'approver-group', name: 'churn-approvers' },
      ],
    });
  });

  it('is given once to somebody who is named in two ways', () => {
    const again = {
      ...ASSIGNMENT,
      name: 'environment/churn-prod CONTOSO\\ari',
      identity: 'CONTOSO\\ari',
    };
    const plan = (role: Role) =>
      planOne('role-assignment', {
        wanted: {
          ...wanted,
          'role-assignment': [ASSIGNMENT, { ...again, role }],
        },
        found: foundOf('Reader'),
      });
    expect(plan('User').name).toBe(ASSIGNMENT.name);
    expect(() => plan('Administrator')).toThrow(
      'the role Administrator for "CONTOSO\\\\ari", whom Azure DevOps knows as the same as "ari@contoso.example", who has the role User',
    );
  });

  it('is in conflict with its resource', () => {
    expect(
      planOne('role-assignment', {
        wanted,
        found: foundOf('Reader', { mark: THEIR_MARK }),
      }),
    ).toMatchObject({
      action: 'conflict',
      reason: 'its environment is not ours',
    });
  });

  it('of somebody else stays, even when pruning', () => {
    const plan = planResources({
      wanted: { environment: wanted.environment },
      found: foundOf('Administrator'),
      prune: true,
    });
    expect(plan.changes.map(({ action }) => action)).toEqual(['unchanged']);
  });

  it('says where its identity is named', () => {
    expect(roleAssignmentDefinition.identities?.(ASSIGNMENT)).toEqual([
      { reference: 'ari@contoso.example', source: SOURCE },
    ]);
  });
});
