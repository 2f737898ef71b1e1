import { CompileCase } from './CompileCase';

const rule = 'process/stages';
const main = '/azure-pipelines.yml';

const jobs = '  jobs:\n  - job: A\n    steps:\n    - script: a\n';

/** Stages and what they depend on. */
export const stages: readonly CompileCase[] = [
  {
    title: 'lets a stage depend on the one before it',
    rule: `${rule}: specify dependencies`,
    pipeline: `stages:\n- stage: A\n${jobs}- stage: B\n${jobs}- stage: C\n${jobs}`,
    expected: {
      pipeline: {
        hasImplicitStage: false,
        stages: [
          { name: 'A', dependsOn: [] },
          { name: 'B', dependsOn: ['A'] },
          { name: 'C', dependsOn: ['B'] },
        ],
      },
    },
  },
  {
    title: 'lets a stage depend on nothing, one or several',
    rule: `${rule}: specify dependencies`,
    pipeline: `stages:\n- stage: A\n${jobs}- stage: B\n  dependsOn: []\n${jobs}- stage: C\n  dependsOn: [A, B]\n${jobs}- stage: D\n  dependsOn: A\n${jobs}`,
    expected: {
      pipeline: {
        stages: [
          {},
          { dependsOn: [] },
          { dependsOn: ['A', 'B'] },
          { dependsOn: ['A'] },
        ],
      },
    },
  },
  {
    title: 'names stages that have no name',
    rule: 'yaml-schema: stages.stage',
    pipeline: `stages:\n- stage:\n${jobs}- stage:\n${jobs}`,
    expected: {
      pipeline: { stages: [{ name: 'Stage' }, { name: 'Stage_1' }] },
    },
  },
  {
    title: 'reads every key of a stage',
    rule: 'yaml-schema: stages.stage',
    pipeline: `stages:
- stage: A
  displayName: First
  condition: and(succeeded(), true)
  lockBehavior: runLatest
  trigger: manual
  isSkippable: false
  variables: { a: 1 }
  pool: { vmImage: ubuntu-latest }
${jobs}`,
    expected: {
      pipeline: {
        stages: [
          {
            name: 'A',
            displayName: 'First',
            condition: 'and(succeeded(), true)',
            lockBehavior: 'runLatest',
            trigger: 'manual',
            isSkippable: false,
            variables: [
              { kind: 'value', name: 'a', value: '1', isReadOnly: false },
            ],
            jobs: [{ pool: { kind: 'hosted', image: 'ubuntu-latest' } }],
          },
        ],
      },
    },
  },
  {
    title: 'tells of a stage that depends on an unknown one',
    rule: `${rule}: specify dependencies`,
    pipeline: `stages:\n- stage: A\n${jobs}- stage: B\n  dependsOn: C\n${jobs}`,
    expected: {
      problems: [
        `${main} (Line: 8, Col: 14): Stage B depends on unknown stage C.`,
      ],
    },
  },
  {
    title: 'tells of stages that depend on each other',
    rule: `${rule}: specify dependencies`,
    pipeline: `stages:\n- stage: A\n${jobs}- stage: B\n  dependsOn: C\n${jobs}- stage: C\n  dependsOn: B\n${jobs}`,
    expected: {
      problems: [
        `${main} (Line: 8, Col: 14): Stage B depends on itself, directly or through others.`,
        `${main} (Line: 14, Col: 14): Stage C depends on itself, directly or through others.`,
      ],
    },
  },
  {
    title: 'needs a stage to start with',
    rule: `${rule}: specify dependencies`,
    pipeline: `stages:\n- stage: A\n  dependsOn: A\n${jobs}`,
    expected: {
      problems: [
        `${main} (Line: 2, Col: 1): The pipeline must contain at least one stage with no dependencies.`,
        `${main} (Line: 3, Col: 14): Stage A depends on itself, directly or through others.`,
      ],
    },
  },
  {
    title: 'refuses two stages of one name',
    rule: 'yaml-schema: stages.stage',
    pipeline: `stages:\n- stage: A\n${jobs}- stage: a\n${jobs}`,
    expected: {
      problems: [
        `${main} (Line: 7, Col: 10): The stage name a appears more than once. Stage names must be unique within a pipeline.`,
      ],
    },
  },
  ...(['1st', 'a-b', 'a b', 'a.b'] as const).map(name => ({
    title: `refuses the stage name ${name}`,
    rule: 'yaml-schema: stages.stage',
    pipeline: `stages:\n- stage: ${name}\n${jobs}`,
    expected: {
      problems: [
        `${main} (Line: 2, Col: 10): Stage name ${name} is not valid. Names may only contain alphanumeric characters and '_' and may not start with a number.`,
      ],
    },
  })),
  {
    title: 'refuses a stage without jobs',
    rule: `${rule}: define stages`,
    pipeline: 'stages:\n- stage: A\n',
    expected: {
      problems: [
        `${main} (Line: 2, Col: 3): Stage A must contain at least one job with no dependencies.`,
      ],
    },
  },
  {
    title: 'refuses stages beside jobs',
    rule: 'yaml-schema: pipeline',
    pipeline: `stages:\n- stage: A\n${jobs}jobs:\n- job: B\n  steps:\n  - script: b\n`,
    expected: {
      problems: [`${main} (Line: 7, Col: 1): Unexpected value 'jobs'`],
    },
  },
  {
    title: 'refuses steps in a stage',
    rule: 'yaml-schema: stages.stage',
    pipeline: 'stages:\n- stage: A\n  steps:\n  - script: a\n',
    expected: {
      problems: [`${main} (Line: 3, Col: 3): Unexpected value 'steps'`],
    },
  },
  {
    title: 'wants stage to be the first key of a stage',
    rule: 'yaml-schema: the first key of a mapping',
    pipeline: `stages:\n- displayName: x\n  stage: A\n${jobs}`,
    expected: {
      problems: [`${main} (Line: 2, Col: 3): Unexpected value 'displayName'`],
    },
  },
  {
    title: 'needs something to do',
    rule: 'yaml-schema: pipeline',
    pipeline: 'trigger: none\n',
    expected: {
      problems: [
        `${main} (Line: 1, Col: 1): There's not enough info to determine what you meant. Add one of these properties: stages, jobs, steps, extends`,
      ],
    },
  },
  {
    title: 'tells of every unknown key of the root',
    rule: 'yaml-schema: pipeline',
    pipeline: 'trigers: none\nsteps:\n- script: a\nvariable: {}\n',
    expected: {
      problems: [
        `${main} (Line: 1, Col: 1): Unexpected value 'trigers'`,
        `${main} (Line: 4, Col: 1): Unexpected value 'variable'`,
      ],
    },
  },
  {
    title: 'wants keys to be written as the schema writes them',
    rule: 'yaml-schema: pipeline',
    pipeline: `Stages:\n- stage: A\n${jobs}`,
    expected: {
      problems: [`${main} (Line: 1, Col: 1): Unexpected value 'Stages'`],
    },
  },
  {
    title: 'reads the keys of the root',
    rule: 'yaml-schema: pipeline',
    pipeline: `name: $(Date:yyyyMMdd)$(Rev:.r)
appendCommitMessageToRunName: false
lockBehavior: sequential
trigger:
  batch: true
  branches: { include: [main, releases/*], exclude: [old] }
  paths: { include: [src] }
  tags: { include: [v*] }
pr:
  autoCancel: true
  drafts: false
  branches: { include: [main] }
schedules:
- cron: 0 3 * * *
  displayName: Nightly
  branches: { include: [main] }
  always: true
pool: Default
steps:
- script: a
`,
    expected: {
      pipeline: {
        name: '$(Date:yyyyMMdd)$(Rev:.r)',
        appendCommitMessageToRunName: false,
        lockBehavior: 'sequential',
        hasImplicitStage: true,
        stages: [
          {
            name: '__default',
            jobs: [
              {
                name: 'Job',
                pool: { kind: 'named', name: 'Default', demands: [] },
              },
            ],
          },
        ],
      },
    },
  },
  ...(
    [
      ['trigger', 'trigger: all\n', 1, 10, "Unexpected value 'all'"],
      [
        'trigger',
        'trigger:\n  branch: [a]\n',
        2,
        3,
        "Unexpected value 'branch'",
      ],
      [
        'pr',
        'pr:\n  tags: { include: [a] }\n',
        2,
        3,
        "Unexpected value 'tags'",
      ],
      [
        'schedules',
        'schedules:\n- always: true\n',
        2,
        3,
        "Unexpected value 'always'",
      ],
      [
        'schedules',
        'schedules:\n  cron: x\n',
        2,
        3,
        'A mapping was not expected',
      ],
      [
        'lockBehavior',
        'lockBehavior: none\n',
        1,
        15,
        "Unexpected value 'none'",
      ],
      ['name', 'name: [a]\n', 1, 7, 'A sequence was not expected'],
    ] as const
  ).map(([key, text, line, column, message]) => ({
    title: `tells of a wrong ${key}: ${message} at ${line}:${column}`,
    rule: `yaml-schema: ${key}`,
    pipeline: `${text}steps:\n- script: a\n`,
    expected: {
      problems: [`${main} (Line: ${line}, Col: ${column}): ${message}`],
    },
  })),
];
