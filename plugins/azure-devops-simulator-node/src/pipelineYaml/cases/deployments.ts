import { CompileCase } from './CompileCase';

const main = '/azure-pipelines.yml';
const rule = 'process/deployment-jobs';

const deployment = (keys: string) => `jobs:\n- deployment: A\n${keys}`;
const runOnce =
  '  strategy:\n    runOnce:\n      deploy:\n        steps:\n        - script: a\n';

const expectedJob = (expected: object) => ({
  pipeline: { stages: [{ jobs: [expected] }] },
});

/** Jobs that deploy to an environment. */
export const deployments: readonly CompileCase[] = [
  {
    title: 'reads a deployment that runs once',
    rule: `${rule}: deployment strategies, runOnce`,
    pipeline: deployment(`  environment: production\n${runOnce}`),
    expected: expectedJob({
      kind: 'deployment',
      environment: { name: 'production', tags: [] },
      strategy: 'runOnce',
      strategySettings: {},
      hooks: [{ hook: 'deploy', downloadsArtifacts: true }],
    }),
  },
  {
    title: 'finds a resource behind the dot of an environment',
    rule: 'yaml-schema: jobs.deployment.environment',
    pipeline: deployment(`  environment: production.web\n${runOnce}`),
    expected: expectedJob({
      environment: { name: 'production', resourceName: 'web' },
    }),
  },
  {
    title: 'reads an environment with all its keys',
    rule: 'yaml-schema: jobs.deployment.environment',
    pipeline: deployment(
      `  environment:\n    name: production\n    resourceType: VirtualMachine\n    tags: web, linux\n${runOnce}`,
    ),
    expected: expectedJob({
      environment: {
        name: 'production',
        resourceType: 'VirtualMachine',
        tags: ['web', 'linux'],
      },
    }),
  },
  {
    title: 'puts hooks into the order in which they run',
    rule: `${rule}: descriptions of lifecycle hooks`,
    pipeline: deployment(`  environment: e
  strategy:
    canary:
      increments: [10, 20]
      on:
        failure: { steps: [ { script: failure } ] }
        success: { steps: [ { script: success } ] }
      postRouteTraffic: { steps: [ { script: post } ] }
      routeTraffic: { steps: [ { script: route } ] }
      deploy: { pool: server, steps: [ { script: deploy } ] }
      preDeploy: { steps: [ { script: pre } ] }
`),
    expected: {
      scripts: ['pre', 'deploy', 'route', 'post', 'success', 'failure'],
      ...expectedJob({
        strategy: 'canary',
        strategySettings: { increments: ['10', '20'] },
        hooks: [
          { hook: 'preDeploy', downloadsArtifacts: false },
          { hook: 'deploy', pool: { kind: 'server' } },
          { hook: 'routeTraffic' },
          { hook: 'postRouteTraffic' },
          { hook: 'onSuccess' },
          { hook: 'onFailure' },
        ],
      }),
    },
  },
  {
    title: 'reads a rolling deployment',
    rule: `${rule}: rolling deployment strategy`,
    pipeline: deployment(
      '  environment: e\n  strategy:\n    rolling:\n      maxParallel: 25%\n      deploy:\n        steps:\n        - script: a\n',
    ),
    expected: expectedJob({
      strategy: 'rolling',
      strategySettings: { maxParallel: '25%' },
    }),
  },
  ...(
    [
      ['says so', '- download: none'],
      ['downloads one artifact', '- download: current\n          artifact: a'],
      [
        'has the task',
        '- task: DownloadPipelineArtifact@2\n          inputs: { artifact: a }',
      ],
    ] as const
  ).map(([title, step]) => ({
    title: `downloads no artifacts by itself where a deployment ${title}`,
    rule: `${rule}: artifacts are downloaded in the deploy hook`,
    pipeline: deployment(
      `  environment: e\n  strategy:\n    runOnce:\n      deploy:\n        steps:\n        ${step}\n        - script: a\n`,
    ),
    expected: expectedJob({
      hooks: [{ hook: 'deploy', downloadsArtifacts: false }],
    }),
  })),
  {
    title: 'has no step for a download of nothing',
    rule: 'yaml-schema: steps.download',
    pipeline: deployment(
      '  environment: e\n  strategy:\n    runOnce:\n      deploy:\n        steps:\n        - download: none\n        - script: a\n',
    ),
    expected: { scripts: ['a'] },
  },
  {
    title: 'includes templates in the steps of a hook',
    rule: `process/templates: insert a template`,
    pipeline: deployment(
      '  environment: e\n  strategy:\n    runOnce:\n      on:\n        failure:\n          steps:\n          - template: undo.yml\n      deploy:\n        steps:\n        - template: do.yml\n',
    ),
    files: {
      'do.yml': 'steps:\n- script: do\n',
      'undo.yml': 'steps:\n- script: undo\n',
    },
    expected: { scripts: ['do', 'undo'] },
  },
  {
    title: 'needs an environment and a strategy',
    rule: 'yaml-schema: jobs.deployment',
    pipeline: deployment('  displayName: x\n'),
    expected: {
      problems: [
        `${main} (Line: 2, Col: 3): Required property is missing: environment`,
        `${main} (Line: 2, Col: 3): Required property is missing: strategy`,
      ],
    },
  },
  ...(
    [
      [
        'steps outside of a hook',
        `  environment: e\n  steps:\n  - script: a\n${runOnce}`,
        4,
        3,
        "Unexpected value 'steps'",
      ],
      [
        'an unknown strategy',
        '  environment: e\n  strategy:\n    blueGreen:\n      deploy:\n        steps:\n        - script: a\n',
        5,
        5,
        "Unexpected value 'blueGreen'",
      ],
      [
        'an unknown hook',
        '  environment: e\n  strategy:\n    runOnce:\n      release:\n        steps:\n        - script: a\n',
        6,
        7,
        "Unexpected value 'release'",
      ],
      [
        'no hook with steps',
        '  environment: e\n  strategy:\n    runOnce:\n      deploy:\n        steps: []\n',
        6,
        7,
        'Job A must contain at least one lifecycle hook with steps.',
      ],
      [
        'an environment without a name',
        `  environment: { resourceType: VirtualMachine }\n${runOnce}`,
        3,
        16,
        'Required property is missing: name',
      ],
      [
        'an empty environment',
        `  environment: ''\n${runOnce}`,
        3,
        16,
        'Expected a non-empty string',
      ],
    ] as const
  ).map(([title, keys, line, column, message]) => ({
    title: `refuses a deployment with ${title}`,
    rule: 'yaml-schema: jobs.deployment',
    pipeline: deployment(keys),
    expected: {
      problems: [`${main} (Line: ${line}, Col: ${column}): ${message}`],
    },
  })),
];
