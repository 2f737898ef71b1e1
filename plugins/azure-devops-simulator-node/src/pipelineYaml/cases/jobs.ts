import { CompileCase } from './CompileCase';

const rule = 'process/phases';
const steps = '  steps:\n  - script: a\n';

const job = (keys: string) => `jobs:\n- job: A\n${keys}${steps}`;

const expectedJob = (expected: object) => ({
  pipeline: { stages: [{ jobs: [expected] }] },
});

/** Jobs, their pools, strategies and variables. */
export const jobs: readonly CompileCase[] = [
  {
    title: 'fills in the defaults of a job',
    rule: `${rule}: timeouts, dependencies`,
    pipeline: job(''),
    expected: expectedJob({
      kind: 'job',
      name: 'A',
      dependsOn: [],
      continueOnError: false,
      timeoutInMinutes: 60,
      cancelTimeoutInMinutes: 5,
      pool: { kind: 'default' },
      variables: [],
      strategy: { kind: 'single' },
    }),
  },
  {
    title: 'names jobs that have no name',
    rule: 'yaml-schema: jobs.job',
    pipeline: `jobs:\n- job:\n${steps}- job:\n${steps}- job: job_1\n${steps}`,
    expected: {
      pipeline: {
        stages: [
          { jobs: [{ name: 'Job' }, { name: 'Job_2' }, { name: 'job_1' }] },
        ],
      },
    },
  },
  {
    title: 'reads every key of a job',
    rule: 'yaml-schema: jobs.job',
    pipeline: job(`  displayName: First
  condition: always()
  continueOnError: true
  timeoutInMinutes: 10
  cancelTimeoutInMinutes: 2
  workspace: { clean: all }
  container: ubuntu:24.04
  uses: { repositories: [], pools: [] }
  templateContext: { anything: [1] }
  variables:
  - name: a
    value: b
    readonly: true
  - group: secrets
`),
    expected: expectedJob({
      displayName: 'First',
      condition: 'always()',
      continueOnError: true,
      timeoutInMinutes: 10,
      cancelTimeoutInMinutes: 2,
      workspaceClean: 'all',
      container: 'ubuntu:24.04',
      variables: [
        { kind: 'value', name: 'a', value: 'b', isReadOnly: true },
        { kind: 'group', name: 'secrets' },
      ],
    }),
  },
  {
    title: 'keeps what only a run can know',
    rule: 'process/expressions: run-time expressions',
    pipeline: job(
      "  timeoutInMinutes: $[ variables['t'] ]\n  continueOnError: $[ eq(1, 1) ]\n",
    ),
    expected: expectedJob({
      timeoutInMinutes: "$[ variables['t'] ]",
      continueOnError: '$[ eq(1, 1) ]',
    }),
  },
  ...(
    [
      ['a name', 'Default', { kind: 'named', name: 'Default', demands: [] }],
      ['server', 'server', { kind: 'server' }],
      [
        'an image',
        '{ vmImage: windows-latest }',
        { kind: 'hosted', image: 'windows-latest' },
      ],
      [
        'the hosted pool with an image',
        '{ name: Azure Pipelines, vmImage: windows-latest }',
        { kind: 'hosted', image: 'windows-latest' },
      ],
      [
        'a name with demands',
        '{ name: Own, demands: [git, Agent.OS -equals Linux] }',
        {
          kind: 'named',
          name: 'Own',
          demands: ['git', 'Agent.OS -equals Linux'],
        },
      ],
    ] as const
  ).map(([title, pool, expected]) => ({
    title: `reads a pool of ${title}`,
    rule: 'yaml-schema: pool',
    pipeline: job(`  pool: ${pool}\n`),
    expected: expectedJob({ pool: expected }),
  })),
  {
    title: 'hands the pool of the pipeline down to stages and jobs without one',
    rule: 'yaml-schema: pool',
    pipeline: `pool: Outer
stages:
- stage: A
  jobs:
  - job: A
    steps: [{ script: a }]
- stage: B
  pool: Middle
  jobs:
  - job: A
    steps: [{ script: a }]
  - job: B
    pool: Inner
    steps: [{ script: b }]
`,
    expected: {
      pipeline: {
        stages: [
          { jobs: [{ pool: { name: 'Outer' } }] },
          { jobs: [{ pool: { name: 'Middle' } }, { pool: { name: 'Inner' } }] },
        ],
      },
    },
  },
  {
    title: 'reads a matrix',
    rule: `${rule}: multi-job configuration`,
    pipeline: job(`  strategy:
    maxParallel: 2
    matrix:
      old: { version: 3.10 }
      new: { version: 3.12, extra: x }
`),
    expected: expectedJob({
      strategy: {
        kind: 'matrix',
        maxParallel: 2,
        legs: {
          old: { version: '3.10' },
          new: { version: '3.12', extra: 'x' },
        },
      },
    }),
  },
  {
    title: 'reads a matrix that a run gives',
    rule: `${rule}: multi-job configuration`,
    pipeline: job(
      "  strategy:\n    matrix: $[ dependencies.B.outputs['m.legs'] ]\n",
    ),
    expected: expectedJob({
      strategy: {
        kind: 'matrix',
        legs: "$[ dependencies.B.outputs['m.legs'] ]",
      },
    }),
  },
  {
    title: 'reads slices',
    rule: `${rule}: slicing`,
    pipeline: job('  strategy: { parallel: 3 }\n'),
    expected: expectedJob({ strategy: { kind: 'parallel', count: 3 } }),
  },
  {
    title: 'gives the strategy of a file of steps to its job',
    rule: 'yaml-schema: pipeline, steps',
    pipeline:
      'strategy: { parallel: 2 }\npool: Own\ncontinueOnError: true\nsteps:\n- script: a\n',
    expected: expectedJob({
      name: 'Job',
      continueOnError: true,
      pool: { kind: 'named', name: 'Own' },
      strategy: { kind: 'parallel', count: 2 },
    }),
  },
  {
    title: 'takes the image of a container resource',
    rule: 'yaml-schema: resources.containers.container',
    pipeline: `resources:\n  containers:\n  - container: linux\n    image: ubuntu:24.04\n${job(
      '  container: linux\n',
    )}`,
    expected: expectedJob({ container: 'ubuntu:24.04' }),
  },
];
