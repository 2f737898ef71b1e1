import {
  find,
  KNOWN,
  problemsOf,
  ROOT,
  signIn,
  STAGES,
  used,
} from './__testUtils__/findInYaml';

/** What whoever starts a run types, the way the template's pipelines ask for it. */
const ASKED =
  'parameters: [{ name: stage, displayName: Environment, type: string, default: prod }]';

const EVERY_GROUP = STAGES.map(stage => `variable-group churn-${stage}`).sort();
const EVERY_ENVIRONMENT = STAGES.map(
  stage => `environment churn-${stage}`,
).sort();
const EVERY_CONNECTION = STAGES.map(
  stage => `service-connection azure-${stage}`,
).sort();

/** The variables that each environment's folder has for the pipelines. */
const folders = (stages: readonly string[]) =>
  Object.fromEntries(
    stages.map(stage => [
      `environment_${stage}/variables.yml`,
      `variables: [{ name: connection, value: azure-${stage} }]`,
    ]),
  );

const SIGNED_IN_BY_FOLDER = `
variables:
  - template: ../environment_\${{ parameters.stage }}/variables.yml
${signIn('${{ variables.connection }}')}`;

describe('a text that whoever starts a run types', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'every environment of the configuration, in the name of a variable group',
      `${ASKED}\nvariables: [{ group: "churn-\${{ parameters.stage }}" }]`,
      EVERY_GROUP,
    ],
    [
      'every environment, in the name of an environment',
      `${ASKED}\njobs: [{ deployment: a, environment: "churn-\${{ parameters.stage }}" }]`,
      EVERY_ENVIRONMENT,
    ],
    [
      'every environment, in the name of a service connection',
      `${ASKED}\n${signIn('azure-${{ parameters.stage }}')}`,
      EVERY_CONNECTION,
    ],
    [
      'every environment, without a type and without a default',
      `parameters: [{ name: stage }]\nvariables: [{ group: "churn-\${{ parameters.stage }}" }]`,
      EVERY_GROUP,
    ],
    [
      'every environment, on the way through variables and functions',
      `${ASKED}
variables:
  - { name: place, value: "\${{ lower(parameters.stage) }}" }
  - group: churn-$(place)`,
      EVERY_GROUP,
    ],
    [
      'every environment, in a list of several',
      `parameters: [{ name: stages, type: string, default: dev }]
jobs:
  - \${{ each stage in split(parameters.stages, ',') }}:
      - deployment: release
        pool: { name: gpu }
        environment: churn-\${{ stage }}`,
      ['agent-queue gpu', ...EVERY_ENVIRONMENT],
    ],
    [
      'each name of a resource, where its default is one',
      `parameters: [{ name: connection, type: string, default: azure-dev }]
${signIn('${{ parameters.connection }}')}`,
      EVERY_CONNECTION,
    ],
    [
      'each name of an environment, where its default is one',
      `parameters: [{ name: target, type: string, default: churn-dev }]
jobs: [{ deployment: a, environment: "\${{ parameters.target }}" }]`,
      EVERY_ENVIRONMENT,
    ],
    [
      'nothing, where no name has it',
      `${ASKED}
variables: [{ group: churn-dev }]
steps: [{ script: "roll back \${{ parameters.stage }}", displayName: "\${{ parameters.stage }}" }]`,
      ['variable-group churn-dev'],
    ],
    [
      'only its values, where it has some',
      `parameters: [{ name: stage, type: string, default: dev, values: [dev, stage] }]
variables: [{ group: "churn-\${{ parameters.stage }}" }]`,
      ['variable-group churn-dev', 'variable-group churn-stage'],
    ],
    [
      'only its default, where it is no text',
      `parameters: [{ name: stage, type: number, default: 1 }]
variables: [{ group: "churn-\${{ parameters.stage }}" }, { group: churn-dev }]`,
      ['variable-group churn-dev'],
    ],
  ])('stands for %s', (_title, root, expected) => {
    expect(used(root)).toEqual(expected);
  });

  it('leads to the variables in the folder of each environment', () => {
    expect(used(`${ASKED}${SIGNED_IN_BY_FOLDER}`, folders(STAGES))).toEqual(
      EVERY_CONNECTION,
    );
  });

  it('leads to them without a default too', () => {
    expect(
      used(
        `parameters: [{ name: stage, type: string }]${SIGNED_IN_BY_FOLDER}`,
        folders(STAGES),
      ),
    ).toEqual(EVERY_CONNECTION);
  });

  it('reaches what is used in a template that it is passed to', () => {
    expect(
      used(
        `${ASKED}
jobs:
  - template: deploy.yml
    parameters: { target: "\${{ parameters.stage }}" }`,
        {
          'azure_pipelines/deploy.yml': `
parameters: [{ name: target, type: string, default: dev }]
jobs: [{ deployment: a, environment: "churn-\${{ parameters.target }}" }]`,
        },
      ),
    ).toEqual(EVERY_ENVIRONMENT);
  });

  it('stands for a further environment as soon as the configuration has it', () => {
    const environments = [...STAGES, 'qa'];
    const known = {
      environment: [...KNOWN.environment, 'churn-qa'],
      'variable-group': [...KNOWN['variable-group'], 'churn-qa'],
      'service-connection': [...KNOWN['service-connection'], 'azure-qa'],
    };
    expect(
      used(
        `${ASKED}
variables:
  - group: churn-\${{ parameters.stage }}
  - template: ../environment_\${{ parameters.stage }}/variables.yml
${signIn('${{ variables.connection }}')}`,
        folders(environments),
        { environments, known },
      ),
    ).toEqual(
      [
        ...EVERY_CONNECTION,
        'service-connection azure-qa',
        ...EVERY_GROUP,
        'variable-group churn-qa',
      ].sort(),
    );
  });

  it('asks for the files of every environment, which need not exist', () => {
    const { missing, possible } = find(`${ASKED}${SIGNED_IN_BY_FOLDER}`);
    expect(missing).toEqual(['environment_prod/variables.yml']);
    expect(possible).toEqual([
      'environment_dev/variables.yml',
      'environment_stage/variables.yml',
    ]);
    expect(
      used(`${ASKED}${SIGNED_IN_BY_FOLDER}`, folders(['stage', 'prod'])),
    ).toEqual([
      'service-connection azure-prod',
      'service-connection azure-stage',
    ]);
  });

  it('makes no name up that the configuration does not have', () => {
    const { references, unknown, problems } = find(`
parameters: [{ name: region, type: string, default: west }]
variables: [{ group: "shared-\${{ parameters.region }}" }]
jobs: [{ job: a, pool: { name: "gpu-\${{ parameters.region }}" } }]`);
    expect(problems).toEqual([]);
    expect(unknown.map(({ resource }) => resource.name)).toEqual([
      'shared-west',
    ]);
    expect(references.map(({ resource }) => resource.name)).toEqual([
      'gpu-west',
    ]);
  });

  it('is told from the variables of a definition that a run may set', () => {
    const root = 'variables: [{ group: "churn-$(stage)" }]';
    const variables = { stage: 'dev' };
    expect(used(root, {}, { variables, settable: ['stage'] })).toEqual(
      EVERY_GROUP,
    );
    expect(used(root, {}, { variables })).toEqual(['variable-group churn-dev']);
  });
});

describe('a text that is typed, and that leads to nothing', () => {
  const advice =
    'Write it out, give the parameter a default or values, or list permitted_pipelines in the azure_devops.yml of every environment.';

  it.each([
    [
      'a name that no environment makes',
      'variables: [{ group: "churn-${{ parameters.stage }}-secrets" }]',
    ],
    [
      'an agent queue',
      'jobs: [{ job: a, pool: { name: "gpu-${{ parameters.stage }}" } }]',
    ],
    ['a template', 'steps: [{ template: "${{ parameters.stage }}.yml" }]'],
  ])('is a problem without a default, in %s', (_title, root) => {
    const [problem, ...others] = problemsOf(
      `parameters: [{ name: stage, type: string }]\n${root}`,
    );
    expect(others).toEqual([]);
    expect(problem).toContain(
      `${ROOT} at parameters[0]: found the parameter stage with neither a value nor a default`,
    );
    expect(problem).toContain(advice);
  });

  it('does not hide what else cannot be told about the name', () => {
    expect(
      problemsOf(`
parameters: [{ name: stage, type: string }]
variables:
  - group: \${{ iif(eq(1, 1), format('churn-{0}', parameters.stage), variables.other) }}`),
    ).toEqual([
      expect.stringContaining(
        'variables[0].group: found the variable other, which no file gives a value before a run',
      ),
    ]);
  });

  it('is a problem where the file of an environment does not tell', () => {
    expect(
      problemsOf(`${ASKED}${SIGNED_IN_BY_FOLDER}`, {
        ...folders(['stage', 'prod']),
        'environment_dev/variables.yml':
          'variables: [{ name: connection, value: azure-$(place) }]',
      }),
    ).toEqual([
      expect.stringContaining(
        `${ROOT} at jobs[0].steps[0].inputs.azureSubscription: found the variable place`,
      ),
    ]);
  });

  it('is a problem where there are too many possibilities to follow', () => {
    const environments = Array.from({ length: 40 }, (_, index) => `e${index}`);
    expect(
      problemsOf(
        `
parameters: [{ name: from, type: string, default: dev }, { name: to, type: string, default: prod }]
variables: [{ group: "\${{ parameters.from }}-\${{ parameters.to }}" }]`,
        {},
        { environments },
      ),
    ).toEqual([
      expect.stringContaining(
        'variables[0].group: found a text that can have more than 256 values',
      ),
    ]);
  });
});
