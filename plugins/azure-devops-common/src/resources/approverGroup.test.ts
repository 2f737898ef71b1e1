import {
  fieldsOf,
  OUR_MARK,
  person,
  PLANNED_GROUP,
  planOne,
  planResources,
} from '../__testUtils__/planning';
import { approverGroupDefinition } from './approverGroup';

const SOURCE = {
  file: 'azure_devops.yml',
  keyPath: ['approver_group', 'members'],
};

function plan(
  members: readonly string[],
  found: readonly { readonly id: string; readonly displayName: string }[],
) {
  return planOne('approver-group', {
    wanted: {
      'approver-group': [
        { name: 'approvers', description: '', members, source: SOURCE },
      ],
    },
    found: {
      'approver-group': [
        {
          id: 'G',
          name: 'approvers',
          url: 'https://groups',
          descriptor: 'vssgp.G',
          description: OUR_MARK,
          members: found.map(member => ({ ...member, descriptor: 'aad.x' })),
        },
      ],
    },
  });
}

const ARI = 'ari@contoso.example';
const UMA = 'uma@contoso.example';

describe('an approver group', () => {
  it('is created with the members that have been found', () => {
    const change = planOne('approver-group', {
      wanted: {
        'approver-group': [
          { name: 'g', description: 'A', members: [UMA, ARI], source: SOURCE },
        ],
      },
    });
    expect(change).toMatchObject({
      action: 'create',
      desired: { members: [person('Uma'), person('Ari')] },
    });
    expect(fieldsOf(change)).toEqual([
      { field: 'description', before: undefined, after: 'A' },
      {
        field: 'members',
        before: undefined,
        after: ['Ari <ARI>', 'Uma <UMA>'],
      },
    ]);
  });

  it('has the same members whatever their order, spelling and display names', () => {
    expect(
      plan(
        [UMA, ARI],
        [
          { id: 'ari', displayName: 'A. Approver' },
          { id: 'uma', displayName: '' },
        ],
      ).action,
    ).toBe('unchanged');
  });

  it('gains and loses members', () => {
    expect(fieldsOf(plan([ARI], [{ id: 'UMA', displayName: 'Uma' }]))).toEqual([
      { field: 'members', before: ['Uma <UMA>'], after: ['Ari <ARI>'] },
    ]);
    expect(fieldsOf(plan([], [{ id: 'UMA', displayName: '' }]))).toEqual([
      { field: 'members', before: ['UMA'], after: [] },
    ]);
  });

  it('can have a group as member that is still to be made', () => {
    expect(fieldsOf(plan([PLANNED_GROUP.reference], []))).toEqual([
      { field: 'members', before: [], after: ['churn-approvers'] },
    ]);
  });

  it('has a member once that two references stand for', () => {
    expect(plan([ARI, ARI], [{ id: 'ARI', displayName: 'Ari' }]).action).toBe(
      'unchanged',
    );
  });

  it('knows a group of its own plan by its id once that is there', () => {
    const name = PLANNED_GROUP.reference;
    const observed = (id: string, of: string, members: readonly string[]) => ({
      id,
      name: of,
      url: 'https://groups',
      descriptor: `vssgp.${id}`,
      description: OUR_MARK,
      members: members.map(member => ({
        id: member,
        descriptor: `vssgp.${member}`,
        displayName: '',
      })),
    });
    const wanted = (of: string, members: readonly string[]) => ({
      name: of,
      description: '',
      members,
      source: SOURCE,
    });
    const groups = [wanted('approvers', [name]), wanted(name, [])];
    const actionsWith = (...found: readonly ReturnType<typeof observed>[]) =>
      planResources({
        wanted: { 'approver-group': groups },
        found: { 'approver-group': found },
      })
        .changes.filter(({ kind }) => kind === 'approver-group')
        .map(({ action, dependsOn }) => [action, dependsOn]);
    expect(actionsWith(observed('G', 'approvers', []))).toEqual([
      ['update', [{ kind: 'approver-group', name }]],
      ['create', []],
    ]);
    expect(
      actionsWith(observed('G', 'approvers', ['P']), observed('P', name, [])),
    ).toEqual([
      ['unchanged', []],
      ['unchanged', []],
    ]);
  });

  it('cannot be a member of itself', () => {
    const planItself = (found: Parameters<typeof planResources>[0]['found']) =>
      planResources({
        wanted: {
          'approver-group': [
            {
              name: 'Churn-Approvers',
              description: '',
              members: [ARI, 'churn-approvers'],
              source: SOURCE,
            },
          ],
        },
        found,
      });
    const there = {
      id: 'G',
      name: 'churn-approvers',
      url: 'https://groups',
      descriptor: 'vssgp.G',
      description: OUR_MARK,
      members: [],
    };
    for (const found of [{}, { 'approver-group': [there] }]) {
      expect(() => planItself(found)).toThrow(
        'azure_devops.yml at approver_group.members[1]: found "churn-approvers", which is the group itself, expected people and other groups. Remove it, or name the people in its place.',
      );
    }
  });

  it('says where each member is named', () => {
    expect(
      approverGroupDefinition.identities?.({
        name: 'g',
        description: '',
        members: [ARI, UMA],
        source: SOURCE,
      }),
    ).toEqual([
      {
        reference: ARI,
        source: { ...SOURCE, keyPath: [...SOURCE.keyPath, 0] },
      },
      {
        reference: UMA,
        source: { ...SOURCE, keyPath: [...SOURCE.keyPath, 1] },
      },
    ]);
  });
});
