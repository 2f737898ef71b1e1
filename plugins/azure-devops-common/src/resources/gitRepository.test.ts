import { REPOSITORY } from '../__testUtils__/churnModel';
import { planOne, planResources } from '../__testUtils__/planning';

const wanted = { 'git-repository': [{ name: 'churn-model' }] };

describe('a Git repository', () => {
  it('is created where there is none', () => {
    expect(
      planOne('git-repository', { wanted, found: { 'git-repository': [] } }),
    ).toMatchObject({ action: 'create', reason: 'it does not exist' });
  });

  it.each([
    ['empty' as const, 'it exists and is empty'],
    ['from-template' as const, 'it exists and comes from this template'],
  ])('is used as it is when it is %s', (content, reason) => {
    expect(
      planOne('git-repository', {
        wanted,
        repository: { ...REPOSITORY, content },
      }),
    ).toMatchObject({ action: 'unchanged', reason });
  });

  it('is a conflict when its content is foreign, and used when adopting', () => {
    const repository = { ...REPOSITORY, content: 'foreign' as const };
    expect(planOne('git-repository', { wanted, repository })).toMatchObject({
      action: 'conflict',
      remedy: expect.stringContaining('adopt: true'),
    });
    expect(
      planOne('git-repository', { wanted, repository, adopt: true }),
    ).toMatchObject({
      action: 'unchanged',
      reason: 'it exists and is taken over',
    });
  });

  it('stays a conflict while it is disabled, even when adopting', () => {
    expect(
      planOne('git-repository', {
        wanted,
        repository: { ...REPOSITORY, isDisabled: true },
        adopt: true,
      }),
    ).toMatchObject({
      action: 'conflict',
      remedy: expect.stringContaining('Enable it'),
    });
  });

  it('is never pruned, only left over, and nobody else’s is mentioned', () => {
    const others = [
      { ...REPOSITORY, id: 'repository-2', name: 'other' },
      { ...REPOSITORY, id: 'repository-3', content: 'foreign' as const },
    ];
    const plan = planResources({
      found: { 'git-repository': [REPOSITORY, ...others] },
      prune: true,
    });
    expect(plan.changes).toEqual([]);
    expect(plan.leftovers).toEqual([
      { kind: 'git-repository', name: 'churn-model', url: REPOSITORY.url },
    ]);
  });
});
