import {
  desiredChurnModel,
  EVERYTHING,
  NOTHING,
  REPOSITORY,
} from '../__testUtils__/churnModel';
import type { DesiredState } from '../desiredState/desiredState';
import type { ObservedState } from '../observed/observedState';
import {
  countActions,
  findConflicts,
  keyOfResource,
  type ResourceChange,
} from './plan';
import { planChanges } from './planChanges';

const desired = desiredChurnModel();

function plan(
  observed: ObservedState,
  options: { desired?: DesiredState; adopt?: boolean } = {},
) {
  return planChanges({ desired, observed, ...options });
}

/** The changes that are more than "unchanged". */
function changesOf(
  observed: ObservedState,
  options?: Parameters<typeof plan>[1],
): readonly ResourceChange[] {
  return plan(observed, options).changes.filter(
    ({ action }) => action !== 'unchanged',
  );
}

function fieldsOf(change: ResourceChange) {
  return 'fields' in change ? change.fields : undefined;
}

describe('planning', () => {
  it('creates everything where nothing is', () => {
    const { changes } = plan(NOTHING);
    expect(
      changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`),
    ).toEqual([
      'create git-repository churn-model',
      'create pipeline churn-model-ci',
      'create pipeline churn-model-deployment',
      'create environment churn-model-dev',
      'create environment churn-model-prod',
      'create variable-group churn-model-dev',
      'create variable-group churn-model-prod',
      'create approval-check churn-model-prod',
      'create pipeline-permission environment/churn-model-dev',
      'create pipeline-permission variable-group/churn-model-dev',
      'create pipeline-permission environment/churn-model-prod',
      'create pipeline-permission variable-group/churn-model-prod',
    ]);
  });

  it('says what has to be there first', () => {
    const dependencies = new Map(
      plan(NOTHING).changes.map(change => [
        keyOfResource(change),
        change.dependsOn.map(keyOfResource),
      ]),
    );
    expect(dependencies.get('pipeline/churn-model-ci')).toEqual([
      'git-repository/churn-model',
    ]);
    expect(dependencies.get('approval-check/churn-model-prod')).toEqual([
      'environment/churn-model-prod',
    ]);
    expect(
      dependencies.get('pipeline-permission/variable-group/churn-model-prod'),
    ).toEqual([
      'variable-group/churn-model-prod',
      'pipeline/churn-model-deployment',
    ]);
  });

  it('finds nothing to do where everything is', () => {
    expect(changesOf(EVERYTHING)).toEqual([]);
    expect(countActions(plan(EVERYTHING))).toMatchObject({
      create: 0,
      unchanged: 12,
    });
  });

  it('is the same for the same input', () => {
    expect(plan(NOTHING)).toEqual(plan(NOTHING));
  });

  it('fails when an approver has not been looked up', () => {
    expect(() => plan({ ...NOTHING, approvers: [] })).toThrow(
      'The approver ari.approver@contoso.example has not been looked up',
    );
  });
});

describe('a changed field', () => {
  it.each([
    ['description', { description: 'Lint' }, 'Lint and test', 'Lint'],
    ['YAML file', { yamlFile: 'ci.yml' }, 'azure_pipelines/ci.yml', 'ci.yml'],
    ['default branch', { defaultBranch: 'trunk' }, 'main', 'trunk'],
  ])('updates a pipeline: %s', (field, change, before, after) => {
    const [first, ...rest] = desired.pipelines;
    const changes = changesOf(EVERYTHING, {
      desired: { ...desired, pipelines: [{ ...first, ...change }, ...rest] },
    });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ action: 'update', kind: 'pipeline' });
    expect(fieldsOf(changes[0])).toEqual([{ field, before, after }]);
  });

  it('updates a pipeline whose repository was made anew', () => {
    const repository = { ...REPOSITORY, id: 'repository-2' };
    expect(changesOf({ ...EVERYTHING, repository }).map(fieldsOf)[0]).toEqual([
      {
        field: 'repository',
        before: 'churn-model (repository-1)',
        after: 'churn-model',
      },
    ]);
  });

  it('updates an environment: description', () => {
    const [dev, prod] = desired.environments;
    const changes = changesOf(EVERYTHING, {
      desired: {
        ...desired,
        environments: [dev, { ...prod, description: 'Live' }],
      },
    });
    expect(changes.map(fieldsOf)).toEqual([
      [{ field: 'description', before: 'Production', after: 'Live' }],
    ]);
  });

  it.each([
    ['instructions', { instructions: 'Ask' }],
    ['minimum approvers', { minimumApprovers: 2 }],
    ['requester can approve', { requesterCanApprove: true }],
    ['timeout in minutes', { timeoutMinutes: 60 }],
  ])('updates an approval check: %s', (field, change) => {
    const [check] = desired.approvalChecks;
    const changes = changesOf(EVERYTHING, {
      desired: { ...desired, approvalChecks: [{ ...check, ...change }] },
    });
    expect(changes.map(({ kind, action }) => [kind, action])).toEqual([
      ['approval-check', 'update'],
    ]);
    expect(fieldsOf(changes[0])).toEqual([expect.objectContaining({ field })]);
  });

  it('updates an approval check: another approver', () => {
    const [check] = desired.approvalChecks;
    const changes = changesOf(
      {
        ...EVERYTHING,
        approvers: [
          { uniqueName: 'uma@contoso.example', id: 'uma', displayName: 'Uma' },
        ],
      },
      {
        desired: {
          ...desired,
          approvalChecks: [{ ...check, approvers: ['uma@contoso.example'] }],
        },
      },
    );
    expect(changes.map(fieldsOf)).toEqual([
      [
        {
          field: 'approvers',
          before: ['Ari Approver <ari>'],
          after: ['Uma <uma>'],
        },
      ],
    ]);
  });

  it('does not mind how the service calls the same approver, or that 0 means all', () => {
    const [check] = EVERYTHING.approvalChecks;
    expect(
      changesOf({
        ...EVERYTHING,
        approvalChecks: [
          {
            ...check,
            minimumApprovers: 0,
            approvers: [{ id: 'ari', displayName: '' }],
          },
        ],
      }),
    ).toEqual([]);
  });

  it('updates a variable group: changed, added and removed values', () => {
    const [dev, prod] = desired.variableGroups;
    const changes = changesOf(EVERYTHING, {
      desired: {
        ...desired,
        variableGroups: [
          dev,
          { ...prod, variables: { MLOPS_ENVIRONMENT: 'live', REGION: 'eu' } },
        ],
      },
    });
    expect(changes.map(fieldsOf)).toEqual([
      [
        { field: 'variable MLOPS_ENVIRONMENT', before: 'prod', after: 'live' },
        { field: 'variable REPLICAS', before: '2', after: undefined },
        { field: 'variable REGION', before: undefined, after: 'eu' },
      ],
    ]);
  });

  it.each(['API_KEY', 'constructor'])(
    'leaves the secret %s alone that someone has added to a variable group',
    name => {
      const [dev, prod] = EVERYTHING.variableGroups;
      const withSecret = {
        ...dev,
        variables: { ...dev.variables, [name]: { type: 'secret' as const } },
      };
      expect(
        changesOf({ ...EVERYTHING, variableGroups: [withSecret, prod] }),
      ).toEqual([]);
    },
  );

  it('replaces a secret that has the name of a value, in another case too', () => {
    const [dev, prod] = EVERYTHING.variableGroups;
    const variables = { mlops_environment: { type: 'secret' as const } };
    expect(
      changesOf({
        ...EVERYTHING,
        variableGroups: [{ ...dev, variables }, prod],
      }).map(fieldsOf),
    ).toEqual([
      [
        {
          field: 'variable mlops_environment',
          before: '(secret)',
          after: undefined,
        },
        {
          field: 'variable MLOPS_ENVIRONMENT',
          before: undefined,
          after: 'dev',
        },
      ],
    ]);
  });
});

describe('pipeline permissions', () => {
  const [environmentDev, environmentProd, ...groups] =
    EVERYTHING.pipelinePermissions;

  it('are granted for the pipelines that lack them', () => {
    const changes = changesOf({
      ...EVERYTHING,
      pipelinePermissions: [
        { ...environmentDev, permittedPipelineIds: ['1'] },
        environmentProd,
        ...groups,
      ],
    });
    expect(changes).toEqual([
      expect.objectContaining({
        action: 'update',
        desired: expect.objectContaining({
          grant: ['churn-model-deployment'],
          revoke: [],
        }),
      }),
    ]);
  });

  it('are as configured when somebody has changed the case of a pipeline', () => {
    const pipelines = EVERYTHING.pipelines.map(pipeline => ({
      ...pipeline,
      name: pipeline.name.toUpperCase(),
    }));
    expect(changesOf({ ...EVERYTHING, pipelines })).toEqual([]);
  });

  it('are withdrawn from our pipelines that are no longer listed, never from others', () => {
    const changes = changesOf({
      ...EVERYTHING,
      pipelinePermissions: [
        environmentDev,
        { ...environmentProd, permittedPipelineIds: ['1', '2', '99'] },
        ...groups,
      ],
    });
    expect(changes.map(({ name }) => name)).toEqual([
      'environment/churn-model-prod',
    ]);
    expect(changes[0]).toMatchObject({
      desired: { grant: [], revoke: ['churn-model-ci'] },
    });
  });

  it('close a resource that is open to all pipelines', () => {
    const changes = changesOf({
      ...EVERYTHING,
      pipelinePermissions: [
        environmentDev,
        { ...environmentProd, isOpenToAllPipelines: true },
        ...groups,
      ],
    });
    expect(changes.map(fieldsOf)).toEqual([
      [{ field: 'all pipelines', before: true, after: false }],
    ]);
  });

  it('are no resource where no pipeline is permitted', () => {
    const changes = plan(NOTHING, {
      desired: {
        ...desired,
        pipelinePermissions: desired.pipelinePermissions.map(permission => ({
          ...permission,
          pipelines: [],
        })),
      },
    }).changes;
    expect(
      changes.filter(({ kind }) => kind === 'pipeline-permission'),
    ).toEqual([]);
  });
});

describe('a resource that is not ours', () => {
  const foreign: ObservedState = {
    ...EVERYTHING,
    repository: { ...REPOSITORY, content: 'foreign' },
    pipelines: EVERYTHING.pipelines.map(pipeline => ({
      ...pipeline,
      description: 'Made by hand',
    })),
    environments: EVERYTHING.environments.map(environment => ({
      ...environment,
      description: 'Theirs\n[azure-mlops: machine-learning/other]',
    })),
    variableGroups: EVERYTHING.variableGroups.map(group => ({
      ...group,
      description: '',
    })),
  };

  it('is a conflict, and so is what hangs on it', () => {
    const conflicts = findConflicts(plan(foreign));
    expect(conflicts).toHaveLength(12);
    expect(conflicts.map(({ name, reason }) => `${name}: ${reason}`)).toEqual(
      expect.arrayContaining([
        'churn-model-ci: this pipeline exists and carries no mark of this template',
        'churn-model-dev: this environment exists and belongs to machine-learning/other',
        'churn-model-prod: its environment is not ours',
        'environment/churn-model-dev: its resource is not ours',
      ]),
    );
  });

  it('is taken over when the input says so, with the mark as change', () => {
    const changes = changesOf(foreign, { adopt: true });
    expect([
      ...new Set(changes.map(({ action, kind }) => `${action} ${kind}`)),
    ]).toEqual([
      'update pipeline',
      'update environment',
      'update variable-group',
    ]);
    expect(fieldsOf(changes[2])).toEqual([
      { field: 'description', before: 'Theirs', after: 'Development' },
      {
        field: 'owner',
        before: 'machine-learning/other',
        after: 'machine-learning/churn-model',
      },
    ]);
  });

  it('stays a conflict when it is linked to a Key Vault, even when adopting', () => {
    const [dev, prod] = EVERYTHING.variableGroups;
    const observed: ObservedState = {
      ...EVERYTHING,
      variableGroups: [{ ...dev, type: 'key-vault' }, prod],
    };
    expect(
      findConflicts(plan(observed, { adopt: true })).map(({ kind }) => kind),
    ).toEqual(['variable-group', 'pipeline-permission']);
  });

  it('stays a conflict when it is a disabled repository', () => {
    const repository = { ...REPOSITORY, isDisabled: true };
    expect(
      findConflicts(plan({ ...EVERYTHING, repository }, { adopt: true })),
    ).toEqual([
      expect.objectContaining({
        kind: 'git-repository',
        remedy: expect.stringContaining('Enable it'),
      }),
    ]);
  });

  it('is not the case for an empty repository', () => {
    const repository = { ...REPOSITORY, content: 'empty' as const };
    expect(changesOf({ ...EVERYTHING, repository })).toEqual([]);
  });

  it('is not mistaken for a pipeline of the same name in another folder', () => {
    const [ci, deployment] = foreign.pipelines;
    const observed: ObservedState = {
      ...EVERYTHING,
      pipelines: [{ ...ci, folder: '\\other' }, EVERYTHING.pipelines[1]],
    };
    expect(deployment.name).toBe('churn-model-deployment');
    expect(
      changesOf(observed).map(({ action, kind }) => [action, kind]),
    ).toEqual(expect.arrayContaining([['create', 'pipeline']]));
  });
});
