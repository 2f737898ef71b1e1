import {
  desiredChurnModel,
  EVERYTHING,
  NOTHING,
} from '../__testUtils__/churnModel';
import {
  changesOf,
  having,
  OUR_MARK,
  THEIR_MARK,
  wanting,
} from '../__testUtils__/planning';
import { RESOURCE_KINDS } from '../resources/resourceDefinitions';
import { keyOfResource } from './change';
import { countActions, needsWrites } from './plan';
import { planChanges } from './planChanges';

const desired = desiredChurnModel();

describe('planning', () => {
  it('creates everything where nothing is', () => {
    const { changes } = planChanges({ desired, observed: NOTHING });
    expect(
      changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`),
    ).toEqual([
      'create git-repository churn-model',
      'create pipeline-folder \\churn-model',
      'create pipeline churn-model-ci',
      'create pipeline churn-model-deployment',
      'create environment churn-model-dev',
      'create environment churn-model-prod',
      'create variable-group churn-model-dev',
      'create variable-group churn-model-prod',
      'create approval-check environment/churn-model-prod',
      'create pipeline-permission environment/churn-model-dev',
      'create pipeline-permission variable-group/churn-model-dev',
      'create pipeline-permission environment/churn-model-prod',
      'create pipeline-permission variable-group/churn-model-prod',
    ]);
  });

  it('says what has to be there first', () => {
    const dependencies = new Map(
      planChanges({ desired, observed: NOTHING }).changes.map(change => [
        keyOfResource(change),
        change.dependsOn.map(keyOfResource),
      ]),
    );
    expect(dependencies.get('pipeline/churn-model-ci')).toEqual([
      'git-repository/churn-model',
      'pipeline-folder/\\churn-model',
    ]);
    expect(
      dependencies.get('approval-check/environment/churn-model-prod'),
    ).toEqual(['environment/churn-model-prod']);
    expect(
      dependencies.get('pipeline-permission/variable-group/churn-model-prod'),
    ).toEqual([
      'variable-group/churn-model-prod',
      'pipeline/churn-model-deployment',
    ]);
  });

  it('finds nothing to do where everything is', () => {
    const plan = planChanges({ desired, observed: EVERYTHING });
    expect(changesOf({ observed: EVERYTHING })).toEqual([]);
    expect(countActions(plan)).toMatchObject({ create: 0, unchanged: 13 });
    expect(needsWrites(plan)).toBe(false);
    expect(plan.leftovers).toEqual([]);
  });

  it('is the same for the same input', () => {
    expect(planChanges({ desired, observed: NOTHING })).toEqual(
      planChanges({ desired, observed: NOTHING }),
    );
  });

  it('fails when an approver has not been looked up', () => {
    expect(() =>
      planChanges({ desired, observed: { ...NOTHING, identities: [] } }),
    ).toThrow(
      'The identity ari.approver@contoso.example has not been looked up',
    );
  });

  it('puts every kind behind all that it depends on', () => {
    const { changes } = planChanges({ desired, observed: NOTHING });
    for (const { kind, dependsOn } of changes) {
      for (const dependency of dependsOn) {
        expect(RESOURCE_KINDS.indexOf(dependency.kind)).toBeLessThan(
          RESOURCE_KINDS.indexOf(kind),
        );
      }
    }
  });
});

describe('what is ours and not configured', () => {
  const observed = having({
    environment: [
      ...(EVERYTHING.resources.environment ?? []),
      {
        id: '13',
        name: 'churn-model-lab',
        description: `Laboratory\n${OUR_MARK}`,
        url: 'https://environments/13',
      },
      {
        id: '14',
        name: 'other-dev',
        description: THEIR_MARK,
        url: 'https://environments/14',
      },
      {
        id: '15',
        name: 'by-hand',
        description: 'Made by hand',
        url: 'https://environments/15',
      },
    ],
  });

  it('is left over, and what is somebody else’s is not even mentioned', () => {
    const plan = planChanges({ desired, observed });
    expect(plan.leftovers).toEqual([
      {
        kind: 'environment',
        name: 'churn-model-lab',
        url: 'https://environments/13',
      },
    ]);
    expect(needsWrites(plan)).toBe(false);
  });

  it('is deleted when pruning', () => {
    const plan = planChanges({ desired, observed, prune: true });
    expect(plan.leftovers).toEqual([]);
    expect(
      plan.changes.filter(({ action }) => action === 'delete'),
    ).toMatchObject([
      {
        kind: 'environment',
        name: 'churn-model-lab',
        reason: 'it is ours and the configuration does not ask for it',
        observed: { id: '13' },
      },
    ]);
  });

  it('is deleted kind by kind in reverse, after every other write, and never the repository', () => {
    const nothing = { slug: 'churn-model', repository: 'churn-model' };
    const plan = planChanges({
      desired: { ...nothing, resources: {} },
      observed: EVERYTHING,
      prune: true,
    });
    const kinds = plan.changes.map(({ kind }) => kind);
    expect(plan.changes.every(({ action }) => action === 'delete')).toBe(true);
    expect(kinds).toEqual(
      [...kinds].sort(
        (left, right) =>
          RESOURCE_KINDS.indexOf(right) - RESOURCE_KINDS.indexOf(left),
      ),
    );
    expect(kinds).not.toContain('git-repository');
    expect(plan.leftovers.map(({ kind }) => kind)).toEqual(['git-repository']);
    const folder = plan.changes[plan.changes.length - 1];
    const group = plan.changes[0];
    expect(group).toMatchObject({ kind: 'variable-group', dependsOn: [] });
    expect(folder.dependsOn).toContainEqual({
      kind: 'pipeline',
      name: 'churn-model-ci',
    });
  });

  it('waits for what the plan writes', () => {
    const plan = planChanges({
      desired: wanting({
        environment: [{ name: 'churn-model-test', description: '' }],
        'approval-check': [],
        'pipeline-permission': [],
      }),
      observed,
      prune: true,
    });
    const removal = plan.changes.find(({ action }) => action === 'delete');
    expect(removal?.dependsOn).toContainEqual({
      kind: 'environment',
      name: 'churn-model-test',
    });
  });
});
