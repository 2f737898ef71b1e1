import { evaluateExpression } from '../../expressions/evaluateExpression';
import { CompileCase } from './CompileCase';

const rule = 'process/template-expressions';

/** What an expression is refused with where it can see nothing. */
function unrecognized(expression: string): string {
  try {
    evaluateExpression(expression, { lookUp: () => undefined });
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

/** `${{ }}` in the places of a pipeline. */
export const expressions: readonly CompileCase[] = [
  {
    title: 'puts values into the middle of a text',
    rule,
    variables: { a: 'x' },
    pipeline:
      'steps:\n- script: 1 ${{ variables.a }} 2 ${{ eq(1, 1) }} 3 ${{ 1.50 }}\n',
    expected: { scripts: ['1 x 2 True 3 1.5'] },
  },
  {
    title: 'writes a boolean as True and False',
    rule: 'process/expressions: type casting, boolean to string',
    pipeline: `parameters:
- name: flag
  type: boolean
  default: false
steps:
- script: \${{ parameters.flag }} \${{ not(parameters.flag) }}
`,
    expected: { scripts: ['False True'] },
  },
  {
    title: 'leaves macros and run-time expressions alone',
    rule: 'process/variables: understand variable syntax',
    pipeline: `variables:
  a: $[ counter('x', 1) ]
  b: $(a)-\${{ variables.c }}
steps:
- script: $(a) \${{ variables.b }}
  condition: eq(variables['a'], '1')
`,
    expected: { scripts: ['$(a) $(a)-'] },
  },
  {
    title: 'finds a }} within quotes to be text',
    rule: 'process/expressions: literals, strings',
    pipeline: "steps:\n- script: ${{ format('{0}}}', 'a') }}\n",
    expected: { scripts: ['a}'] },
  },
  {
    title: 'knows no group variables while it compiles',
    rule: 'process/variables: variable groups are read at run time',
    pipeline: `variables:
- group: secrets
steps:
- script: \${{ coalesce(variables.password, 'nothing') }}
`,
    expected: { scripts: ['nothing'] },
  },
  {
    title: 'lets a later variable use an earlier one',
    rule: 'process/variables: set variables in pipeline',
    pipeline: `variables:
- name: a
  value: one
- name: b
  value: \${{ variables.a }} two
steps:
- script: \${{ variables.b }}
`,
    expected: { scripts: ['one two'] },
  },
  {
    title: 'lets an inner variable hide an outer one, and only within',
    rule: 'process/variables: variable scopes',
    pipeline: `variables:
  a: root
stages:
- stage: A
  variables:
    a: stage
  jobs:
  - job: A
    variables:
      a: job
    steps:
    - script: \${{ variables.a }}
  - job: B
    steps:
    - script: \${{ variables.a }}
- stage: B
  jobs:
  - job: A
    steps:
    - script: \${{ variables.a }}
`,
    expected: { scripts: ['job', 'stage', 'root'] },
  },
  {
    title: 'reads variables before what stands above them',
    rule: 'process/variables: variable scopes',
    pipeline: `name: \${{ variables.a }}
steps:
- script: \${{ variables.a }}
variables:
  a: below
`,
    expected: { pipeline: { name: 'below' } },
  },
  {
    title: 'makes keys of expressions',
    rule,
    pipeline: `variables:
  \${{ format('a{0}', 1) }}: x
steps:
- script: \${{ variables.a1 }}
`,
    expected: { scripts: ['x'] },
  },
  {
    title: 'tells of an expression that is not closed',
    rule,
    pipeline: 'steps:\n- script: a ${{ variables.b\n',
    expected: {
      problems: [
        '/azure-pipelines.yml (Line: 2, Col: 11): The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
      ],
    },
  },
  {
    title: 'tells of a parameter that is not declared',
    rule: 'process/template-parameters',
    pipeline: 'steps:\n- script: echo ${{ parameters.undefined }}\n',
    expected: {
      problems: [
        "/azure-pipelines.yml (Line: 2, Col: 11): Key not found 'undefined'",
      ],
    },
  },
  {
    title: 'tells of a value that there is not while it compiles',
    rule: `${rule}: contexts`,
    pipeline: 'steps:\n- script: ${{ dependencies.A.result }}\n',
    expected: {
      problems: [
        `/azure-pipelines.yml (Line: 2, Col: 11): ${unrecognized(
          'dependencies.A.result',
        )}`,
      ],
    },
  },
  {
    title: 'tells of a status function, which belongs to conditions',
    rule: `${rule}: functions`,
    pipeline: 'steps:\n- script: ${{ succeeded() }}\n',
    expected: {
      problems: [
        `/azure-pipelines.yml (Line: 2, Col: 11): ${unrecognized(
          'succeeded()',
        )}`,
      ],
    },
  },
  {
    title: 'tells of every expression that fails',
    rule,
    pipeline: `steps:
- script: \${{ nope }}
- script: fine
- script: \${{ parameters.a }}
`,
    expected: {
      problems: [
        `/azure-pipelines.yml (Line: 2, Col: 11): ${unrecognized('nope')}`,
        "/azure-pipelines.yml (Line: 4, Col: 11): Key not found 'a'",
      ],
    },
  },
  {
    title: 'cannot put a list into the middle of a text',
    rule: 'process/expressions: type casting',
    pipeline: "steps:\n- script: a ${{ split('a,b', ',') }}\n",
    expected: {
      problems: [
        '/azure-pipelines.yml (Line: 2, Col: 11): Unable to convert from Array to String. Value: Array',
      ],
    },
  },
  ...(
    [
      ['trigger', 'trigger:\n- ${{ variables.a }}\n', 2, 3],
      ['pr', 'pr:\n- ${{ variables.a }}\n', 2, 3],
      [
        'the name of a repository resource',
        'resources:\n  repositories:\n  - repository: a\n    name: ${{ variables.a }}\n',
        4,
        11,
      ],
      [
        'the default of a parameter',
        'parameters:\n- name: a\n  default: ${{ variables.a }}\n',
        3,
        12,
      ],
    ] as const
  ).map(([place, text, line, column]) => ({
    title: `allows no expression in ${place}`,
    rule: `${rule}: where expressions are allowed`,
    pipeline: `${text}steps:\n- script: a\n`,
    expected: {
      problems: [
        `/azure-pipelines.yml (Line: ${line}, Col: ${column}): A template expression is not allowed in this context`,
      ],
    },
  })),
  {
    title: 'allows an expression in the branch of a repository resource',
    rule: 'yaml-schema: resources.repositories.repository, ref',
    parameters: { branch: 'refs/heads/next' },
    pipeline: `parameters:
- name: branch
resources:
  repositories:
  - repository: tools
    name: tools
    ref: \${{ parameters.branch }}
steps:
- template: a.yml@tools
`,
    repositories: {
      'tools@refs/heads/next': { 'a.yml': 'steps:\n- script: next\n' },
    },
    expected: { scripts: ['next'] },
  },
];
