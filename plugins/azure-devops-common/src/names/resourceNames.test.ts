import {
  findDerivedNameProblems,
  findNameProblem,
  isSameName,
  maximumNameLength,
  type NamedKind,
} from './resourceNames';

const KINDS: readonly NamedKind[] = [
  'project',
  'repository',
  'pipeline',
  'folder',
  'environment',
  'variable-group',
  'service-connection',
  'group',
];

describe('names of resources', () => {
  it.each(KINDS)('take a plain name for a %s', kind => {
    expect(findNameProblem({ kind, name: 'churn-model_1.2' })).toBeUndefined();
    expect(
      findNameProblem({ kind, name: 'x'.repeat(maximumNameLength(kind)) }),
    ).toBeUndefined();
  });

  it.each(KINDS)('refuse what no %s can be called', kind => {
    const long = 'x'.repeat(maximumNameLength(kind) + 1);
    expect(findNameProblem({ kind, name: '' })).toBe('is empty');
    expect(findNameProblem({ kind, name: ' x' })).toMatch(/space/);
    expect(findNameProblem({ kind, name: long })).toMatch(/characters long/);
    expect(findNameProblem({ kind, name: 'a/b' })).toMatch(/contains \//);
    expect(findNameProblem({ kind, name: 'a\u0000b' })).toMatch(/control/);
    expect(findNameProblem({ kind, name: 'a\u{1F600}b' })).toMatch(/plane/);
    expect(findNameProblem({ kind, name: 'ends.' })).toMatch(/period/);
  });

  it('refuse what would be a route of the service', () => {
    expect(findNameProblem({ kind: 'repository', name: '_git' })).toMatch(
      /underscore/,
    );
    expect(findNameProblem({ kind: 'project', name: 'com3' })).toBe(
      'is reserved by the service',
    );
    expect(
      findNameProblem({ kind: 'environment', name: '_internal' }),
    ).toBeUndefined();
  });

  it('refuse more characters for repositories than for projects', () => {
    expect(findNameProblem({ kind: 'repository', name: "it's" })).toMatch(
      /contains '/,
    );
    expect(findNameProblem({ kind: 'project', name: "it's" })).toBeUndefined();
  });

  it('are the same without regard to case', () => {
    expect(isSameName('Churn-Model', 'churn-model')).toBe(true);
    expect(isSameName('churn-model', 'churn_model')).toBe(false);
  });
});

describe('names derived from a slug', () => {
  it('are fine for an ordinary project', () => {
    expect(
      findDerivedNameProblems({
        slug: 'churn-model',
        project: 'machine learning',
        environments: ['dev', 'stage', 'prod'],
      }),
    ).toEqual([]);
  });

  it('say which resource a slug is too long for', () => {
    const slug = 'x'.repeat(64);
    const environment = 'y'.repeat(64);
    const problems = findDerivedNameProblems({
      slug,
      environments: [environment],
    });
    expect(problems.map(({ kind }) => kind)).toEqual([
      'environment',
      'variable-group',
      'service-connection',
      'group',
    ]);
    expect(problems[0].message).toMatch(
      /^The environment name "x+-y+…" is 129 characters long; the limit/,
    );
  });

  it('leave room for the name of the approver group', () => {
    const problems = findDerivedNameProblems({
      slug: 'x'.repeat(60),
      environments: ['y'.repeat(60)],
    });
    expect(problems.map(({ kind, name }) => [kind, name])).toEqual([
      ['group', `${'x'.repeat(60)}-${'y'.repeat(60)}-approvers`],
    ]);
  });

  it('are not even derived from something that is no slug', () => {
    expect(
      findDerivedNameProblems({ slug: 'Churn Model', environments: ['dev'] }),
    ).toEqual([
      expect.objectContaining({
        kind: 'slug',
        message: expect.stringContaining('such as churn-model'),
      }),
    ]);
  });

  it('include the project and a repository of another name', () => {
    const problems = findDerivedNameProblems({
      slug: 'churn',
      project: 'a/b',
      repository: 'c#d',
      environments: [],
    });
    expect(problems.map(({ kind, name }) => [kind, name])).toEqual([
      ['project', 'a/b'],
      ['repository', 'c#d'],
    ]);
  });
});
