import { buildDesiredState } from './buildDesiredState';
import { type DesiredState, desiredOf } from './DesiredState';
import {
  type EntityResolution,
  findEntityReferences,
  resolveEntityReferences,
} from './resolveEntityReferences';

const file = 'environment_prod/azure_devops.yml';

function desire(approvers: readonly string[]): DesiredState {
  const result = buildDesiredState({
    repository: 'churn-model',
    project: {
      file: 'azure_devops.yml',
      content: {
        version: 1,
        project: 'churn-model',
        branch_policies: [
          {
            branch: 'main',
            automatic_reviewers: [{ reviewers: ['group:owners'] }],
          },
        ],
        pipelines: {
          folder: 'churn-model',
          definitions: [{ name: 'ci', yaml: 'ci.yml' }],
        },
      },
    },
    environments: [
      {
        file,
        content: {
          version: 1,
          environment: { name: 'prod' },
          approver_group: { name: 'approvers', members: ['user:default/ari'] },
          checks: { approval: { approvers } },
          roles: [{ identity: 'group:owners', role: 'User' }],
        },
      },
    ],
  });
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.desiredState;
}

const found = (...identities: string[]): EntityResolution => ({
  status: 'found',
  identities,
});

const resolutions = new Map<string, EntityResolution>([
  ['user:default/ari', found('ari@contoso.example')],
  ['group:owners', found('dana@contoso.example', 'ari@contoso.example')],
]);

function resolve(desired: DesiredState): DesiredState {
  const result = resolveEntityReferences(desired, resolutions);
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.desiredState;
}

describe('references to entities of a catalog', () => {
  it('are found once each, and neither e-mail addresses nor groups are taken for them', () => {
    const desired = desire([
      'user:default/ari',
      'dana@contoso.example',
      '[ml]\\Contributors',
    ]);
    expect(findEntityReferences(desired)).toEqual(
      expect.arrayContaining(['user:default/ari', 'group:owners']),
    );
    expect(findEntityReferences(desired)).toHaveLength(2);
  });

  it('give way to whom they stand for, in their place, and nobody comes twice', () => {
    const resolved = resolve(
      desire(['group:owners', 'x@contoso.example', 'user:default/ari']),
    );
    expect(desiredOf(resolved, 'approval-check')[0].approvers).toEqual([
      'dana@contoso.example',
      'x@contoso.example',
      'ari@contoso.example',
    ]);
    expect(desiredOf(resolved, 'approver-group')[0].members).toEqual([
      'ari@contoso.example',
    ]);
    expect(desiredOf(resolved, 'branch-policy')[0].settings).toMatchObject({
      reviewers: ['dana@contoso.example', 'ari@contoso.example'],
    });
  });

  it('give every member of a group the role', () => {
    const resolved = resolve(desire(['x@contoso.example']));
    expect(
      desiredOf(resolved, 'role-assignment').map(({ name }) => name),
    ).toEqual([
      'environment/prod dana@contoso.example',
      'environment/prod ari@contoso.example',
    ]);
  });

  it('leave the rest of the desired state as it is', () => {
    const desired = desire(['x@contoso.example']);
    const resolved = resolve(desired);
    expect(resolved.resources.pipeline).toEqual(desired.resources.pipeline);
    expect(desiredOf(resolved, 'approval-check')).toEqual(
      desiredOf(desired, 'approval-check'),
    );
  });

  it('that stand for nobody are problems with file, key and remedy', () => {
    const result = resolveEntityReferences(
      desire(['x@contoso.example', 'user:nobody']),
      new Map([
        ...resolutions,
        [
          'user:nobody',
          {
            status: 'unclear' as const,
            found: '"user:nobody", which is not in the catalog',
            expected: 'a user of the catalog',
            remedy: 'Correct the reference.',
          },
        ],
      ]),
    );
    expect(result).toEqual({
      status: 'invalid',
      problems: expect.arrayContaining([
        {
          file,
          keyPath: ['checks', 'approval', 'approvers', 1],
          found: '"user:nobody", which is not in the catalog',
          expected: 'a user of the catalog',
          remedy: 'Correct the reference.',
        },
      ]),
    });
  });
});
