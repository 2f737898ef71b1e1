import { signIn, used } from './__testUtils__/findInYaml';

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
