import { CompileCase } from './CompileCase';

const rule = 'process/template-expressions';
const conditional = `${rule}: conditional insertion`;

/** `if`, `elseif`, `else`, `each` and `insert`. */
export const insertion: readonly CompileCase[] = [
  {
    title: 'inserts the steps of a condition that is true',
    rule: conditional,
    pipeline: `steps:
- \${{ if eq(1, 1) }}:
  - script: a
  - script: b
- \${{ if eq(1, 2) }}:
  - script: c
`,
    expected: { scripts: ['a', 'b'] },
  },
  ...(['x', 'y', 'z'] as const).map(value => ({
    title: `takes the first branch that is true, for ${value}`,
    rule: conditional,
    variables: { word: value },
    pipeline: `steps:
- \${{ if eq(variables.word, 'x') }}:
  - script: is x
- \${{ elseif eq(variables.word, 'y') }}:
  - script: is y
- \${{ else }}:
  - script: is other
`,
    expected: {
      scripts: [value === 'z' ? 'is other' : `is ${value}`],
    },
  })),
  {
    title: 'takes branches that are keys of one item',
    rule: conditional,
    pipeline: `steps:
- \${{ if false }}:
  - script: a
  \${{ else }}:
  - script: b
`,
    expected: { scripts: ['b'] },
  },
  {
    title: 'tells of an else without an if',
    rule: conditional,
    pipeline: `steps:
- script: a
- \${{ else }}:
  - script: b
`,
    expected: {
      problems: [
        "/azure-pipelines.yml (Line: 3, Col: 3): The directive 'else' must follow an 'if' or 'elseif'",
      ],
    },
  },
  {
    title: 'evaluates no branch behind the one that is taken',
    rule: conditional,
    pipeline: `steps:
- \${{ if true }}:
  - script: a
- \${{ elseif gt(convertToJson('x'), 1) }}:
  - script: b
`,
    expected: { scripts: ['a'] },
  },
  {
    title: 'inserts keys into a mapping',
    rule: conditional,
    pipeline: `steps:
- task: UsePythonVersion@0
  inputs:
    \${{ if true }}:
      versionSpec: '3.12'
    \${{ if false }}:
      versionSpec: '3.13'
`,
    expected: {
      pipeline: {
        stages: [
          {
            jobs: [
              { steps: [{ action: { inputs: { versionSpec: '3.12' } } }] },
            ],
          },
        ],
      },
    },
  },
  {
    title: 'inserts keys of a whole job, conditions within conditions',
    rule: conditional,
    pipeline: `jobs:
- job: A
  \${{ if true }}:
    \${{ if true }}:
      displayName: inner
    timeoutInMinutes: 5
  steps:
  - script: a
`,
    expected: {
      pipeline: {
        stages: [{ jobs: [{ displayName: 'inner', timeoutInMinutes: 5 }] }],
      },
    },
  },
  {
    title: 'inserts keys at the root',
    rule: conditional,
    pipeline: `\${{ if true }}:
  name: one
\${{ else }}:
  name: two
steps:
- script: a
`,
    expected: { pipeline: { name: 'one' } },
  },
  {
    title: 'chooses variables by the branch that is built',
    rule: `${conditional}, variables`,
    variables: { 'Build.SourceBranch': 'refs/heads/main' },
    pipeline: `variables:
- name: a
  value: '1'
- \${{ if eq(variables['Build.SourceBranch'], 'refs/heads/main') }}:
  - name: stage
    value: production
- \${{ else }}:
  - name: stage
    value: test
steps:
- script: \${{ variables.stage }}
`,
    expected: { scripts: ['production'] },
  },
];
