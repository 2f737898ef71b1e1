import { REPOSITORY } from '../__testUtils__/churnModel';
import { fieldsOf, planOne, planResources } from '../__testUtils__/planning';
import type {
  DesiredRepositoryPolicy,
  ObservedRepositoryPolicy,
  RepositoryPolicySettings,
} from './repositoryPolicy';

function wantedOf(settings: RepositoryPolicySettings): DesiredRepositoryPolicy {
  return { name: settings.type, repository: 'churn-model', settings };
}

function foundOf(settings: RepositoryPolicySettings): ObservedRepositoryPolicy {
  return {
    id: '5',
    name: settings.type,
    url: 'https://policies/5',
    repositoryId: REPOSITORY.id,
    isEnabled: true,
    isBlocking: true,
    settings,
  };
}

function plan(
  settings: RepositoryPolicySettings,
  found: readonly ObservedRepositoryPolicy[],
) {
  return planOne('repository-policy', {
    wanted: { 'repository-policy': [wantedOf(settings)] },
    found: { 'repository-policy': found },
  });
}

const SIZE = { type: 'maximum-file-size', megabytes: 10 } as const;

describe('a repository policy', () => {
  it.each<[RepositoryPolicySettings, RepositoryPolicySettings, string]>([
    [SIZE, { ...SIZE, megabytes: 20 }, 'maximum file size in MB'],
    [
      { type: 'maximum-path-length', characters: 200 },
      { type: 'maximum-path-length', characters: 260 },
      'maximum path length',
    ],
    [
      { type: 'author-email', patterns: ['*@contoso.com'] },
      { type: 'author-email', patterns: ['*@contoso.com', '*@b.example'] },
      'author e-mail patterns',
    ],
  ])(
    'of %j is created, updated from %j, and left alone',
    (wanted, old, field) => {
      expect(plan(wanted, [])).toMatchObject({
        action: 'create',
        dependsOn: [{ kind: 'git-repository', name: 'churn-model' }],
      });
      const updated = plan(wanted, [foundOf(old)]);
      expect(updated.action).toBe('update');
      expect(fieldsOf(updated).map(change => change.field)).toEqual([field]);
      expect(plan(wanted, [foundOf(wanted)]).action).toBe('unchanged');
    },
  );

  it('of reserved names needs no settings', () => {
    const settings = { type: 'reserved-names' } as const;
    expect(plan(settings, []).action).toBe('create');
    expect(plan(settings, [foundOf(settings)]).action).toBe('unchanged');
  });

  it.each([
    ['enabled', { isEnabled: false }],
    ['blocking', { isBlocking: false }],
  ])('is %s again when somebody has changed that', (field, change) => {
    expect(fieldsOf(plan(SIZE, [{ ...foundOf(SIZE), ...change }]))).toEqual([
      { field, before: false, after: true },
    ]);
  });

  it('of another repository is not taken for ours, nor left over', () => {
    const theirs = { ...foundOf(SIZE), repositoryId: 'repository-2' };
    expect(plan(SIZE, [theirs]).action).toBe('create');
    const found = { 'repository-policy': [theirs, foundOf(SIZE)] };
    expect(
      planResources({ found }).leftovers.filter(
        ({ kind }) => kind === 'repository-policy',
      ),
    ).toHaveLength(1);
  });
});
