import {
  desiredChurnModel,
  EVERYTHING,
  NOTHING,
} from '../__testUtils__/churnModel';
import {
  changesOf,
  fieldsOf,
  having,
  planOne,
  wanting,
} from '../__testUtils__/planning';
import type { ObservedPipelinePermission } from './pipelinePermission';

const [environmentDev, environmentProd, ...groups] =
  EVERYTHING.resources['pipeline-permission'] ?? [];

function changesWith(
  dev: Partial<ObservedPipelinePermission>,
  prod: Partial<ObservedPipelinePermission> = {},
) {
  return changesOf({
    observed: having({
      'pipeline-permission': [
        { ...environmentDev, ...dev },
        { ...environmentProd, ...prod },
        ...groups,
      ],
    }),
  });
}

describe('pipeline permissions', () => {
  it('are granted for the pipelines that lack them', () => {
    expect(changesWith({ permittedPipelineIds: ['1'] })).toEqual([
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
    const pipeline = (EVERYTHING.resources.pipeline ?? []).map(of => ({
      ...of,
      name: of.name.toUpperCase(),
    }));
    expect(changesOf({ observed: having({ pipeline }) })).toEqual([]);
  });

  it('wait for the checks on their resource, so that nothing is used unguarded', () => {
    const ofProd = changesOf({ observed: NOTHING }).find(
      ({ kind, name }) =>
        kind === 'pipeline-permission' && name === environmentProd.name,
    );
    expect(ofProd?.dependsOn).toContainEqual({
      kind: 'approval-check',
      name: environmentProd.name,
    });
    // One that is there already is nothing to wait for.
    const [granted] = changesWith({}, { permittedPipelineIds: [] });
    expect(granted.dependsOn.map(({ kind }) => kind)).not.toContain(
      'approval-check',
    );
  });

  it('are withdrawn from our pipelines that are no longer listed, never from others', () => {
    const changes = changesWith({}, { permittedPipelineIds: ['1', '2', '99'] });
    expect(changes.map(({ name }) => name)).toEqual([
      'environment/churn-model-prod',
    ]);
    expect(changes[0]).toMatchObject({
      desired: { grant: [], revoke: ['churn-model-ci'] },
    });
  });

  it('close a resource that is open to all pipelines', () => {
    expect(
      changesWith({}, { isOpenToAllPipelines: true }).map(fieldsOf),
    ).toEqual([[{ field: 'all pipelines', before: true, after: false }]]);
  });

  it('are no resource where no pipeline is permitted', () => {
    const permissions =
      desiredChurnModel().resources['pipeline-permission'] ?? [];
    const changes = changesOf({
      desired: wanting({
        'pipeline-permission': permissions.map(permission => ({
          ...permission,
          pipelines: [],
        })),
      }),
      observed: NOTHING,
    });
    expect(
      changes.filter(({ kind }) => kind === 'pipeline-permission'),
    ).toEqual([]);
  });
});

describe('the permission of an agent queue', () => {
  const resource = { kind: 'agent-queue', name: 'Default' } as const;
  const wanted = {
    'pipeline-permission': [
      { name: 'agent-queue/Default', resource, pipelines: ['churn-model-ci'] },
    ],
  };
  const found = {
    'pipeline-permission': [
      {
        id: '3',
        name: 'agent-queue/Default',
        url: 'https://queues/3',
        resource,
        permittedPipelineIds: [],
        isOpenToAllPipelines: true,
      },
    ],
  };

  it('leaves an open queue open, for it is not ours', () => {
    expect(planOne('pipeline-permission', { wanted, found }).action).toBe(
      'unchanged',
    );
  });

  it('is granted on a closed one, which the plan does not make', () => {
    const [permission] = found['pipeline-permission'];
    expect(
      planOne('pipeline-permission', {
        wanted,
        found: {
          'pipeline-permission': [
            { ...permission, isOpenToAllPipelines: false },
          ],
        },
      }),
    ).toMatchObject({
      action: 'create',
      dependsOn: [{ kind: 'pipeline', name: 'churn-model-ci' }],
      desired: { grant: ['churn-model-ci'], closeToOtherPipelines: false },
    });
  });
});
