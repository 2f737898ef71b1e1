import { fieldsOf, planResources } from '../__testUtils__/planning';

const wanted = {
  project: [{ name: 'machine-learning', description: 'Models' }],
};

describe('a project', () => {
  it('is created with the process of the organization unless one is named', () => {
    const [change] = planResources({ wanted }).changes;
    expect(change).toMatchObject({
      action: 'create',
      kind: 'project',
      dependsOn: [],
    });
    expect(fieldsOf(change)).toEqual([
      {
        field: 'process',
        before: undefined,
        after: 'the default of the organization',
      },
    ]);
    const [named] = planResources({
      wanted: { project: [{ ...wanted.project[0], process: 'Scrum' }] },
    }).changes;
    expect(fieldsOf(named)[0].after).toBe('Scrum');
  });

  it('comes before everything that is made in it', () => {
    const { changes } = planResources({
      wanted: {
        ...wanted,
        environment: [{ name: 'churn-dev', description: '' }],
      },
    });
    const others = changes.filter(({ kind }) => kind !== 'project');
    expect(others).not.toHaveLength(0);
    for (const { dependsOn } of others) {
      expect(dependsOn).toContainEqual({
        kind: 'project',
        name: 'machine-learning',
      });
    }
  });

  it('is neither changed nor removed once it is there', () => {
    const found = {
      project: [
        {
          id: '1',
          name: 'Machine-Learning',
          url: 'https://p',
          description: 'Something else',
        },
      ],
    };
    expect(planResources({ wanted, found }).changes).toMatchObject([
      { action: 'unchanged', reason: 'it exists' },
    ]);
    const pruned = planResources({ found, prune: true });
    expect(pruned.changes).toEqual([]);
    expect(pruned.leftovers.map(({ kind }) => kind)).not.toContain('project');
  });
});
