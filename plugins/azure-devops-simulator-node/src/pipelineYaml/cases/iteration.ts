import { CompileCase } from './CompileCase';

const rule = 'process/template-expressions';
const iterative = `${rule}: iterative insertion`;

/** `each` and `insert`. */
export const iteration: readonly CompileCase[] = [
  {
    title: 'repeats steps for each item of a list',
    rule: iterative,
    pipeline: `steps:
- \${{ each word in split('a,b', ',') }}:
  - script: say \${{ word }}
`,
    expected: { scripts: ['say a', 'say b'] },
  },
  {
    title: 'repeats entries for each pair of a mapping',
    rule: iterative,
    pipeline: `parameters:
- name: settings
  type: object
  default: { x: 1, y: two }
steps:
- script: a
  env:
    \${{ each setting in parameters.settings }}:
      SET_\${{ upper(setting.key) }}: \${{ setting.value }}
`,
    expected: {
      pipeline: {
        stages: [
          {
            jobs: [{ steps: [{ environment: { SET_X: '1', SET_Y: 'two' } }] }],
          },
        ],
      },
    },
  },
  {
    title: 'repeats within a repetition, each seeing the values around it',
    rule: iterative,
    pipeline: `parameters:
- name: grid
  type: object
  default:
  - { row: 1, cells: [a, b] }
  - { row: 2, cells: [c] }
steps:
- \${{ each line in parameters.grid }}:
  - \${{ each cell in line.cells }}:
    - script: \${{ line.row }}\${{ cell }}
`,
    expected: { scripts: ['1a', '1b', '2c'] },
  },
  {
    title: 'repeats nothing for an empty list',
    rule: iterative,
    pipeline: `parameters:
- name: words
  type: object
  default: []
steps:
- script: first
- \${{ each word in parameters.words }}:
  - script: \${{ word }}
`,
    expected: { scripts: ['first'] },
  },
  {
    title: 'cannot repeat a text',
    rule: iterative,
    pipeline: `steps:
- \${{ each word in 'abc' }}:
  - script: \${{ word }}
`,
    expected: {
      problems: [
        "/azure-pipelines.yml (Line: 2, Col: 3): Expected a sequence or mapping. Actual value 'abc'",
      ],
    },
  },
  {
    title: 'repeats stages, whose names are made of the item',
    rule: iterative,
    pipeline: `parameters:
- name: environments
  type: object
  default: [dev, prod]
stages:
- \${{ each environment in parameters.environments }}:
  - stage: release_\${{ environment }}
    jobs:
    - job: A
      steps:
      - script: \${{ environment }}
`,
    expected: {
      pipeline: {
        stages: [
          { name: 'release_dev', dependsOn: [] },
          { name: 'release_prod', dependsOn: ['release_dev'] },
        ],
      },
    },
  },
  {
    title: 'wraps the steps of a caller by copying their keys',
    rule: `${iterative}, step wrapping`,
    pipeline: `extends:
  template: frame.yml
  parameters:
    steps:
    - script: own
      displayName: Mine
`,
    files: {
      'frame.yml': `parameters:
- name: steps
  type: stepList
  default: []
steps:
- \${{ each step in parameters.steps }}:
  - \${{ each pair in step }}:
      \${{ pair.key }}: \${{ pair.value }}
    condition: always()
`,
    },
    expected: {
      pipeline: {
        stages: [
          {
            jobs: [
              {
                steps: [
                  {
                    displayName: 'Mine',
                    condition: 'always()',
                    action: { name: 'CmdLine', inputs: { script: 'own' } },
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  },
  {
    title: 'adds a dependency to each job of a caller',
    rule: `${iterative}, job wrapping`,
    pipeline: `jobs:
- template: wrap.yml
  parameters:
    jobs:
    - job: A
      steps:
      - script: a
    - job: B
      dependsOn: A
      steps:
      - script: b
`,
    files: {
      'wrap.yml': `parameters:
- name: jobs
  type: jobList
jobs:
- job: Scan
  steps:
  - script: scan
- \${{ each job in parameters.jobs }}:
  - \${{ each pair in job }}:
      \${{ if ne(pair.key, 'dependsOn') }}:
        \${{ pair.key }}: \${{ pair.value }}
    dependsOn:
    - Scan
    - \${{ if job.dependsOn }}:
      - \${{ job.dependsOn }}
`,
    },
    expected: {
      pipeline: {
        stages: [
          {
            jobs: [
              { name: 'Scan', dependsOn: [] },
              { name: 'A', dependsOn: ['Scan'] },
              { name: 'B', dependsOn: ['Scan', 'A'] },
            ],
          },
        ],
      },
    },
  },
  {
    title: 'inserts a mapping with the insert directive',
    rule: `${rule}: insertion, insert into a dictionary`,
    pipeline: `steps:
- template: run.yml
  parameters:
    variables: { A: 1, B: 2 }
`,
    files: {
      'run.yml': `parameters:
- name: variables
  type: object
steps:
- script: a
  env:
    FIRST: '0'
    \${{ insert }}: \${{ parameters.variables }}
`,
    },
    expected: {
      pipeline: {
        stages: [
          {
            jobs: [
              { steps: [{ environment: { FIRST: '0', A: '1', B: '2' } }] },
            ],
          },
        ],
      },
    },
  },
  {
    title: 'flattens a list in place of an item',
    rule: `${rule}: insertion, insert into an array`,
    pipeline: `parameters:
- name: before
  type: object
  default: [A, B]
jobs:
- job: A
  steps: [{ script: a }]
- job: B
  steps: [{ script: b }]
- job: C
  dependsOn:
  - \${{ parameters.before }}
  steps: [{ script: c }]
`,
    expected: {
      pipeline: {
        stages: [{ jobs: [{}, {}, { dependsOn: ['A', 'B'] }] }],
      },
    },
  },
  {
    title: 'takes a whole list from an expression',
    rule: `${rule}: the value of an expression keeps its type`,
    pipeline: `parameters:
- name: steps
  type: stepList
  default:
  - script: a
  - bash: b
steps: \${{ parameters.steps }}
`,
    expected: { scripts: ['a', 'b'] },
  },
];
