import { CompileCase } from './CompileCase';

const types = 'process/template-parameters: parameter data types';
const main = '/azure-pipelines.yml';

const echo = (name: string) => `steps:\n- script: \${{ parameters.${name} }}\n`;

/** Parameters of templates, and declarations that are wrong. */
export const templateParameters: readonly CompileCase[] = [
  {
    title: 'writes out the shortcuts of steps before a template sees them',
    rule: `${types}, stepList`,
    pipeline: `steps:
- template: look.yml
  parameters:
    steps:
    - script: a
    - bash: b
`,
    files: {
      'look.yml': `parameters:
- name: steps
  type: stepList
steps:
- \${{ each step in parameters.steps }}:
  - script: saw \${{ step.task }}
`,
    },
    expected: { scripts: ['saw CmdLine@2', 'saw Bash@3'] },
  },
  {
    title: 'includes templates in the steps that are given to a template',
    rule: `${types}, stepList`,
    pipeline: `steps:
- template: deep/frame.yml
  parameters:
    steps:
    - template: own.yml
`,
    files: {
      'own.yml': 'steps:\n- script: own\n',
      'deep/frame.yml': `parameters:
- name: steps
  type: stepList
steps:
- \${{ parameters.steps }}
`,
    },
    expected: { scripts: ['own'] },
  },
  {
    title: 'takes one step, one job and one stage',
    rule: types,
    pipeline: `extends:
  template: frame.yml
  parameters:
    step: { script: s }
    job: { job: J, steps: [ { script: j } ] }
    stage: { stage: S, jobs: [ { job: K, steps: [ { script: k } ] } ] }
`,
    files: {
      'frame.yml': `parameters:
- { name: step, type: step }
- { name: job, type: job }
- { name: stage, type: stage }
stages:
- stage: First
  jobs:
  - job: I
    steps:
    - \${{ parameters.step }}
  - \${{ parameters.job }}
- \${{ parameters.stage }}
`,
    },
    expected: { scripts: ['s', 'j', 'k'] },
  },
  {
    title: 'refuses a text for a list of steps',
    rule: types,
    pipeline: `steps:
- template: a.yml
  parameters:
    steps: nothing
`,
    files: {
      'a.yml':
        'parameters:\n- name: steps\n  type: stepList\nsteps:\n- ${{ parameters.steps }}\n',
    },
    expected: {
      problems: [
        `${main} (Line: 4, Col: 12): The 'steps' parameter is not a valid StepList.`,
      ],
    },
  },
  {
    title: 'checks the steps that are given to a template',
    rule: types,
    pipeline: `steps:
- template: a.yml
  parameters:
    steps:
    - scrip: nothing
`,
    files: {
      'a.yml':
        'parameters:\n- name: steps\n  type: stepList\nsteps:\n- ${{ parameters.steps }}\n',
    },
    expected: {
      problems: [`${main} (Line: 5, Col: 7): Unexpected value 'scrip'`],
    },
  },
  {
    title: 'asks for a parameter of a template where the template is included',
    rule: 'process/template-parameters',
    pipeline: 'steps:\n- template: a.yml\n',
    files: { 'a.yml': `parameters:\n- name: word\n${echo('word')}` },
    expected: {
      problems: [
        `${main} (Line: 2, Col: 13): A value for the 'word' parameter must be provided.`,
      ],
    },
  },
  {
    title: 'refuses a parameter that a template does not have',
    rule: 'process/template-parameters',
    pipeline: `steps:
- template: a.yml
  parameters:
    word: x
    wrd: y
`,
    files: { 'a.yml': `parameters:\n- name: word\n${echo('word')}` },
    expected: {
      problems: [`${main} (Line: 5, Col: 5): Unexpected parameter 'wrd'`],
    },
  },
  {
    title: 'refuses a parameter of the wrong type where it is given',
    rule: types,
    pipeline: `steps:
- template: a.yml
  parameters:
    flag: perhaps
`,
    files: {
      'a.yml': `parameters:\n- name: flag\n  type: boolean\n${echo('flag')}`,
    },
    expected: {
      problems: [
        `${main} (Line: 4, Col: 11): The 'flag' parameter value 'perhaps' is not a valid Boolean.`,
      ],
    },
  },
  {
    title: 'passes a parameter on with its type',
    rule: types,
    pipeline: `parameters:
- { name: flag, type: boolean, default: true }
- { name: words, type: object, default: [a, b] }
steps:
- template: a.yml
  parameters:
    flag: \${{ parameters.flag }}
    words: \${{ parameters.words }}
`,
    files: {
      'a.yml': `parameters:
- { name: flag, type: boolean }
- { name: words, type: object }
steps:
- \${{ if eq(parameters.flag, true) }}:
  - script: \${{ join(' ', parameters.words) }}
`,
    },
    expected: { scripts: ['a b'] },
  },
  {
    title: 'does not let a template see the parameters of the pipeline',
    rule: 'process/template-parameters',
    pipeline: `parameters:\n- name: word\n  default: a\nsteps:\n- template: a.yml\n`,
    files: { 'a.yml': echo('word') },
    expected: {
      problems: ["/a.yml (Line: 2, Col: 11): Key not found 'word'"],
    },
  },
  {
    title: 'tells of an unknown type',
    rule: types,
    pipeline: `parameters:\n- name: word\n  type: text\n  default: a\n${echo(
      'word',
    )}`,
    expected: {
      problems: [`${main} (Line: 3, Col: 9): Unexpected value 'text'`],
    },
  },
  {
    title: 'tells of an unknown key of a parameter',
    rule: 'yaml-schema: parameters.parameter',
    pipeline: `parameters:\n- name: word\n  defualt: a\n  default: b\n${echo(
      'word',
    )}`,
    expected: {
      problems: [`${main} (Line: 3, Col: 3): Unexpected value 'defualt'`],
    },
  },
  {
    title: 'tells of two parameters of one name',
    rule: 'yaml-schema: parameters.parameter',
    pipeline: `parameters:\n- name: word\n  default: a\n- name: Word\n  default: b\n${echo(
      'word',
    )}`,
    expected: {
      problems: [`${main} (Line: 4, Col: 9): 'Word' is already defined`],
    },
  },
  {
    title: 'refuses parameters of a pipeline as a mapping',
    rule: 'yaml-schema: parameters',
    pipeline: `parameters:\n  word: a\nsteps:\n- script: a\n`,
    expected: {
      problems: [`${main} (Line: 2, Col: 3): A mapping was not expected`],
    },
  },
];
