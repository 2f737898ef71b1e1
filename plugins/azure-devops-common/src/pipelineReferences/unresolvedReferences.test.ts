import {
  find,
  KNOWN,
  problemsOf,
  ROOT,
  signIn,
} from './__testUtils__/findInYaml';

describe('what the configuration does not define', () => {
  it('is told apart and is no problem', () => {
    const { references, unknown, problems } = find(
      `
variables: [{ group: everybodys }]
jobs: [{ deployment: a, environment: churn-live }]`,
    );
    expect(references).toEqual([]);
    expect(problems).toEqual([]);
    expect(unknown).toEqual([
      {
        resource: { kind: 'variable-group', name: 'everybodys' },
        source: { file: ROOT, keyPath: ['variables', 0, 'group'] },
      },
      {
        resource: { kind: 'environment', name: 'churn-live' },
        source: { file: ROOT, keyPath: ['jobs', 0, 'environment'] },
      },
    ]);
  });

  it('may have a name that is known only in a run', () => {
    expect(
      problemsOf(
        signIn('$(connection)'),
        {},
        { known: { ...KNOWN, 'service-connection': [] } },
      ),
    ).toEqual([]);
  });
});

describe('what cannot be told before a run', () => {
  const advice =
    'expected a value that is known before a run, to tell which resources the pipeline uses. Write it out, give the parameter a default or values, or list permitted_pipelines in the azure_devops.yml of every environment.';

  it.each([
    [
      'a parameter without default',
      'parameters: [{ name: stage, type: number }]\nvariables: [{ group: "churn-${{ parameters.stage }}" }]',
      'parameters[0]: found the parameter stage with neither a value nor a default',
    ],
    [
      'a parameter that is not declared',
      'variables: [{ group: "churn-${{ parameters.stage }}" }]',
      'variables[0].group: found the parameter stage, which the file does not declare',
    ],
    [
      'a variable that nothing sets',
      'variables: [{ group: "${{ variables.stage }}" }]',
      'variables[0].group: found the variable stage, which no file gives a value before a run',
    ],
    [
      'a variable of a run',
      signIn('azure-$(Build.SourceBranchName)'),
      'jobs[0].steps[0].inputs.azureSubscription: found the variable Build.SourceBranchName, which no file gives a value before a run',
    ],
    [
      'an expression of a run',
      'jobs: [{ deployment: a, environment: "$[ variables.stage ]" }]',
      'jobs[0].environment: found $[ variables.stage ], which is known only in a run',
    ],
    [
      'an unknown function',
      'variables: [{ group: "${{ counter(1) }}" }]',
      'variables[0].group: found the function counter, which is not understood in a name',
    ],
    [
      'a broken expression',
      'variables: [{ group: "${{ format( }}" }]',
      'variables[0].group: found the expression format(, which is not understood',
    ],
    [
      'a loop over what is not known',
      'jobs:\n- ${{ each x in parameters.y }}:\n  - job: a',
      'jobs[0].${{ each x in parameters.y }}: found the parameter y, which the file does not declare',
    ],
    [
      'a list in the place of a name',
      'jobs: [{ deployment: a, environment: [churn-dev] }]',
      'jobs[0].environment: found a list of 1 where a group of keys belongs',
    ],
    [
      'a template of another repository',
      'steps: [{ template: deploy.yml@templates }]',
      'steps[0].template: found the template deploy.yml@templates of another repository',
    ],
    [
      'a template outside of the repository',
      'steps: [{ template: ../../deploy.yml }]',
      'steps[0].template: found the template ../../deploy.yml outside of the repository',
    ],
    [
      'a pool that a run chooses',
      'pool: { name: $(pool) }\nsteps: []',
      'pool.name: found the variable pool, which no file gives a value before a run',
    ],
  ])('is a problem: %s', (_title, root, expected) => {
    expect(problemsOf(root)).toEqual([`${ROOT} at ${expected}, ${advice}`]);
  });

  it('counts only where a resource is named', () => {
    expect(
      problemsOf(
        'parameters: [{ name: note }]\nsteps: [{ script: "echo ${{ parameters.note }}" }]',
      ),
    ).toEqual([]);
  });

  it('ends, whatever includes whatever', () => {
    const [first] = problemsOf('steps: [{ template: root.yml }]');
    expect(first).toContain('templates that include each other 100 deep');
    const doubles = Array.from({ length: 40 }, (_, index) => [
      `azure_pipelines/${index}.yml`,
      `steps: [{ template: ${index + 1}.yml }, { template: ${index + 1}.yml }]`,
    ]);
    expect(
      problemsOf(
        'steps: [{ template: 0.yml }]',
        Object.fromEntries(doubles),
      ).join(),
    ).toContain('more than 20000 parts');
  });

  it('ends, whatever variables stand for each other', () => {
    const doubles = Array.from(
      { length: 60 },
      (_, index) => `  v${index}: $(v${index + 1})$(v${index + 1})`,
    ).join('\n');
    expect(
      problemsOf(`variables:\n${doubles}\n${signIn('$(v0)')}`).join(),
    ).toContain('known only in a run');
    const growing = Array.from(
      { length: 60 },
      (_, index) =>
        `  v${
          index + 1
        }: \${{ variables.v${index} }}\${{ variables.v${index} }}`,
    ).join('\n');
    expect(
      problemsOf(
        `variables:\n  v0: xxxx\n${growing}\n${signIn('${{ variables.v60 }}')}`,
      ).length,
    ).toBeGreaterThan(0);
  });
});
