import { parse } from 'yaml';
import { describeConfigurationProblem } from '../desiredState/configurationProblem';
import { findPipelineReferences } from './findPipelineReferences';
import type { PipelineFile } from './PipelineReferences';

const STAGES = ['dev', 'stage', 'prod'];

const KNOWN = {
  environment: STAGES.map(stage => `churn-${stage}`),
  'variable-group': STAGES.map(stage => `churn-${stage}`),
  'service-connection': STAGES.map(stage => `azure-${stage}`),
};

const ROOT = 'azure_pipelines/root.yml';

function find(
  root: string,
  others: Readonly<Record<string, string>> = {},
  pipeline: {
    readonly queue?: string;
    readonly variables?: Readonly<Record<string, string>>;
    readonly known?: typeof KNOWN;
  } = {},
) {
  return findPipelineReferences({
    pipeline: {
      file: ROOT,
      variables: pipeline.variables ?? {},
      queue: pipeline.queue,
    },
    files: new Map(
      Object.entries({ [ROOT]: root, ...others }).map(
        ([file, text]): [string, PipelineFile] => [
          file,
          { status: 'read', content: parse(text) },
        ],
      ),
    ),
    known: pipeline.known ?? KNOWN,
  });
}

function used(...rest: Parameters<typeof find>): readonly string[] {
  const { references, problems } = find(...rest);
  expect(problems).toEqual([]);
  return references
    .map(({ resource: { kind, name } }) => `${kind} ${name}`)
    .sort();
}

function problemsOf(...rest: Parameters<typeof find>): readonly string[] {
  return find(...rest).problems.map(describeConfigurationProblem);
}

/** A job with one task that signs in to Azure. */
const signIn = (connection: string, input = 'azureSubscription') => `
jobs:
  - job: a
    steps:
      - task: AzureCLI@2
        inputs:
          ${input}: ${connection}
          inlineScript: az account show
`;

describe('what a pipeline uses', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing in a file of comments', '# nothing yet', []],
    ['nothing in plain steps', 'steps:\n- script: echo churn-dev', []],
    [
      'a variable group at the root',
      'variables:\n- group: churn-dev\nsteps: []',
      ['variable-group churn-dev'],
    ],
    [
      'variable groups of a stage and of a job',
      `
stages:
  - stage: a
    variables: [{ group: churn-dev }]
    jobs:
      - job: b
        variables: [{ group: churn-prod }]`,
      ['variable-group churn-dev', 'variable-group churn-prod'],
    ],
    [
      'the environment of a deployment, without regard to case',
      'jobs:\n- deployment: a\n  environment: CHURN-Dev',
      ['environment churn-dev'],
    ],
    [
      'an environment with one of its resources',
      'jobs:\n- deployment: a\n  environment: churn-dev.cluster',
      ['environment churn-dev'],
    ],
    [
      'an environment under its key',
      'jobs:\n- deployment: a\n  environment: { name: churn-dev, resourceName: x }',
      ['environment churn-dev'],
    ],
    [
      'a service connection in every hook of a deployment',
      `
jobs:
  - deployment: a
    strategy:
      canary:
        increments: [10]
        preDeploy: { steps: [{ task: A@1, inputs: { azureSubscription: azure-dev } }] }
        on: { failure: { pool: gpu, steps: [{ task: A@1, inputs: { connectedServiceName: azure-prod } }] } }`,
      [
        'agent-queue gpu',
        'service-connection azure-dev',
        'service-connection azure-prod',
      ],
    ],
    ...[
      'azureSubscription',
      'connectedServiceName',
      'ConnectedServiceNameARM',
      'azureResourceManagerConnection',
      'containerRegistry',
      'dockerRegistryServiceConnection',
      'serviceConnection',
      'kubernetesServiceConnection',
    ].map((input): [string, string, readonly string[]] => [
      `the service connection in ${input}`,
      signIn('azure-dev', input),
      ['service-connection azure-dev'],
    ]),
    [
      'several service connections in one input',
      signIn('"azure-dev, azure-stage"', 'nuGetServiceConnections'),
      ['service-connection azure-dev', 'service-connection azure-stage'],
    ],
    [
      'no service connection in an input that holds something else',
      signIn('azure-dev', 'scriptArguments'),
      [],
    ],
    [
      'service connections of resources and containers',
      `
resources:
  repositories: [{ repository: r, type: github, endpoint: azure-dev }]
  containers: [{ container: c, image: i, endpoint: azure-stage }]
jobs:
  - job: a
    container: { image: i, endpoint: azure-prod }`,
      [
        'service-connection azure-dev',
        'service-connection azure-prod',
        'service-connection azure-stage',
      ],
    ],
    [
      'queues of the root, a stage and a job, but no hosted ones',
      `
pool: root
stages:
  - stage: a
    pool: { name: stage }
    jobs:
      - job: b
        pool: { name: job, demands: gpu }
      - job: c
        pool: { vmImage: ubuntu-24.04 }
      - job: d
        pool: server`,
      ['agent-queue job', 'agent-queue root', 'agent-queue stage'],
    ],
    [
      'what expressions make out of variables, without regard to case',
      `
variables:
  name: churn
  Full: \${{ variables.NAME }}-dev
steps: []
jobs:
  - deployment: a
    environment: \${{ variables['full'] }}`,
      ['environment churn-dev'],
    ],
    [
      'a later variable in the place of an earlier one',
      `
variables:
  - { name: stage, value: dev }
  - { name: stage, value: prod }
  - group: churn-\${{ variables.stage }}`,
      ['variable-group churn-prod'],
    ],
    [
      'variables of the job that a run puts in',
      `
variables: { connection: azure-dev, stage: dev }
jobs:
  - job: a
    variables: { connection: azure-$(stage) }
    steps: [{ task: A@1, inputs: { azureSubscription: $(connection) } }]`,
      ['service-connection azure-dev'],
    ],
    [
      'every branch of an if, and each value a variable has in one',
      `
variables:
  - \${{ if eq(variables['Build.SourceBranch'], 'refs/heads/main') }}:
    - name: stage
      value: prod
  - \${{ else }}:
    - name: stage
      value: dev
stages:
  - stage: a
    jobs:
      - deployment: b
        \${{ if true }}:
          environment: churn-\${{ variables.stage }}
        \${{ else }}:
          environment: churn-stage`,
      [
        'environment churn-dev',
        'environment churn-prod',
        'environment churn-stage',
      ],
    ],
    [
      'each value that a parameter may have',
      `
parameters:
  - { name: stage, type: string, default: dev, values: [dev, prod] }
  - { name: dry, type: boolean }
variables:
  - group: churn-\${{ parameters.stage }}`,
      ['variable-group churn-dev', 'variable-group churn-prod'],
    ],
    [
      'the default of a parameter that is a free text',
      `
parameters:
  - { name: stage, default: dev }
variables:
  - group: churn-\${{ parameters.stage }}`,
      ['variable-group churn-dev'],
    ],
    [
      'each item of a list, with its properties',
      `
parameters:
  - name: environments
    type: object
    default:
      - { name: dev, connection: azure-dev }
      - { name: prod }
jobs:
  - \${{ each environment in parameters.environments }}:
      - deployment: \${{ environment.name }}
        environment: churn-\${{ environment.name }}
        strategy:
          runOnce:
            deploy:
              steps:
                - task: A@1
                  inputs: { azureSubscription: '\${{ environment.connection }}' }`,
      [
        'environment churn-dev',
        'environment churn-prod',
        'service-connection azure-dev',
      ],
    ],
    [
      'each pair of a mapping',
      `
parameters:
  - name: stages
    type: object
    default: { dev: azure-dev, prod: azure-prod }
jobs:
  - \${{ each pair in parameters.stages }}:
      - deployment: a
        environment: churn-\${{ pair.key }}
        strategy: { runOnce: { deploy: { steps: [ { task: A@1, inputs: { azureSubscription: '\${{ pair.value }}' } } ] } } }`,
      [
        'environment churn-dev',
        'environment churn-prod',
        'service-connection azure-dev',
        'service-connection azure-prod',
      ],
    ],
    [
      'what functions make',
      `
variables:
  - group: \${{ format('{0}-{1}', 'churn', 'dev') }}
  - group: \${{ lower(replace('CHURN_STAGE', '_', '-')) }}
  - group: \${{ join('-', split('churn,prod', ',')) }}
  - group: \${{ coalesce('', 'churn-dev') }}
  - group: \${{ iif(eq(1, 2), 'churn-dev', 'churn-prod') }}`,
      [
        'variable-group churn-dev',
        'variable-group churn-prod',
        'variable-group churn-stage',
      ],
    ],
    [
      'inputs that are put in',
      `
parameters:
  - { name: more, type: object, default: { azureSubscription: azure-dev } }
steps:
  - task: A@1
    inputs:
      \${{ insert }}: \${{ parameters.more }}`,
      ['service-connection azure-dev'],
    ],
  ])('is %s', (_title, root, expected) => {
    expect(used(root)).toEqual(expected);
  });

  it('takes values of the variables that the definition has', () => {
    expect(
      used(
        'variables:\n- group: churn-${{ variables.stage }}',
        {},
        { variables: { Stage: 'dev' } },
      ),
    ).toEqual(['variable-group churn-dev']);
  });

  it('takes the queue of the definition for jobs without a pool', () => {
    const queue = 'gpu';
    expect(used('steps: []', {}, { queue })).toEqual(['agent-queue gpu']);
    expect(used('jobs: [{ job: a }]', {}, { queue })).toEqual([
      'agent-queue gpu',
    ]);
    expect(
      used('pool: { vmImage: x }\njobs: [{ job: a }]', {}, { queue }),
    ).toEqual([]);
  });
});

describe('templates of a pipeline', () => {
  it('are followed from the file that includes them, with what is passed to them', () => {
    expect(
      used(
        `
extends:
  template: /shared/pipeline.yml
  parameters:
    environments:
      - dev
      - \${{ if eq(1, 1) }}:
          - prod`,
        {
          'shared/pipeline.yml': `
parameters:
  - { name: environments, type: object }
variables:
  - template: variables/names.yml
    parameters: { name: churn }
stages:
  - template: stages.yml@self
    parameters: { environments: '\${{ parameters.environments }}' }`,
          'shared/variables/names.yml': `
parameters: { name: nothing }
variables: { project: '\${{ parameters.name }}' }`,
          'shared/stages.yml': `
parameters:
  - { name: environments, type: object }
stages:
  - \${{ each environment in parameters.environments }}:
      - stage: \${{ environment }}
        jobs:
          - template: ../jobs/deploy.yml
            parameters:
              environment: \${{ variables.project }}-\${{ environment }}
              before:
                - task: A@1
                  inputs: { azureSubscription: 'azure-\${{ environment }}' }`,
          'jobs/deploy.yml': `
parameters:
  - name: environment
  - { name: before, type: stepList, default: [] }
jobs:
  - deployment: a
    pool: { name: gpu }
    environment: \${{ parameters.environment }}
    strategy:
      runOnce:
        deploy:
          steps:
            - \${{ parameters.before }}
            - \${{ each step in parameters.before }}:
                - \${{ step }}
            - template: ../steps.yml`,
          'steps.yml': `
steps:
  - task: AzureCLI@2
    inputs: { connectedServiceNameARM: azure-stage }`,
        },
      ),
    ).toEqual([
      'agent-queue gpu',
      'environment churn-dev',
      'environment churn-prod',
      'service-connection azure-dev',
      'service-connection azure-prod',
      'service-connection azure-stage',
    ]);
  });

  it('may be named by expressions', () => {
    expect(
      used(
        `
parameters: [{ name: kind, default: a, values: [a, b] }]
steps:
  - template: \${{ parameters.kind }}.yml`,
        {
          'azure_pipelines/a.yml':
            'steps: [{ task: A@1, inputs: { azureSubscription: azure-dev } }]',
          'azure_pipelines/b.yml':
            'steps: [{ task: A@1, inputs: { azureSubscription: azure-prod } }]',
        },
      ),
    ).toEqual([
      'service-connection azure-dev',
      'service-connection azure-prod',
    ]);
  });

  it('are asked for when they have not been given', () => {
    const found = find('steps: [{ template: a/b.yml }, { template: a/b.yml }]');
    expect(found.missing).toEqual(['azure_pipelines/a/b.yml']);
    expect(found.problems).toEqual([]);
  });
});

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
      'parameters: [{ name: stage }]\nvariables: [{ group: "churn-${{ parameters.stage }}" }]',
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
