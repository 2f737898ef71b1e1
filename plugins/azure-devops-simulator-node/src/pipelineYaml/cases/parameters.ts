import { CompileCase } from './CompileCase';

const rule = 'process/runtime-parameters';
const types = 'process/template-parameters: parameter data types';
const main = '/azure-pipelines.yml';

const echo = (name: string) => `steps:\n- script: \${{ parameters.${name} }}\n`;

/** Parameters of a pipeline and of templates. */
export const parameters: readonly CompileCase[] = [
  {
    title: 'gives a parameter its default',
    rule,
    pipeline: `parameters:\n- name: word\n  default: one\n${echo('word')}`,
    expected: {
      scripts: ['one'],
      pipeline: {
        parameters: [{ name: 'word', type: 'string', value: 'one' }],
      },
    },
  },
  {
    title:
      'gives a parameter the value of the run, whatever the case of its name',
    rule,
    pipeline: `parameters:\n- name: word\n  default: one\n${echo('Word')}`,
    parameters: { WORD: 'two' },
    expected: { scripts: ['two'] },
  },
  {
    title: 'asks for a parameter without a default',
    rule: `${rule}: required parameters`,
    pipeline: `parameters:\n- name: word\n${echo('word')}`,
    expected: {
      problems: [`${main}: A value for the 'word' parameter must be provided.`],
    },
  },
  {
    title: 'refuses a parameter that the pipeline does not have',
    rule,
    pipeline: 'steps:\n- script: a\n',
    parameters: { word: 'x' },
    expected: { problems: [`${main}: Unexpected parameter 'word'`] },
  },
  {
    title: 'refuses a value that is not among the allowed ones',
    rule: `${rule}: values`,
    pipeline: `parameters:
- name: size
  default: small
  values: [small, large]
${echo('size')}`,
    parameters: { size: 'huge' },
    expected: {
      problems: [
        `${main} (Line: 2, Col: 9): The 'size' parameter value 'huge' is not allowed. Allowed values: small, large`,
      ],
    },
  },
  {
    title: 'refuses a default that is not among the allowed values',
    rule: `${rule}: values`,
    pipeline: `parameters:
- name: size
  default: huge
  values: [small, large]
${echo('size')}`,
    expected: {
      problems: [
        `${main} (Line: 3, Col: 12): The 'size' parameter value 'huge' is not allowed. Allowed values: small, large`,
      ],
    },
  },
  ...(['true', 'True', 'FALSE'] as const).map(value => ({
    title: `takes ${value} for a boolean`,
    rule: types,
    pipeline: `parameters:
- name: flag
  type: boolean
steps:
- script: \${{ parameters.flag }}
`,
    parameters: { flag: value },
    expected: {
      scripts: [value.toLowerCase() === 'true' ? 'True' : 'False'],
    },
  })),
  {
    title: 'refuses a boolean that is none',
    rule: types,
    pipeline: `parameters:\n- name: flag\n  type: boolean\n  default: maybe\n${echo(
      'flag',
    )}`,
    expected: {
      problems: [
        `${main} (Line: 4, Col: 12): The 'flag' parameter value 'maybe' is not a valid Boolean.`,
      ],
    },
  },
  {
    title: 'reads a number, and writes it without what it does not need',
    rule: types,
    pipeline: `parameters:\n- name: n\n  type: number\n  default: 2.50\n${echo(
      'n',
    )}`,
    expected: {
      scripts: ['2.5'],
      pipeline: { parameters: [{ type: 'number', value: 2.5 }] },
    },
  },
  {
    title: 'refuses a number that is none',
    rule: types,
    pipeline: `parameters:\n- name: n\n  type: number\n${echo('n')}`,
    parameters: { n: 'ten' },
    expected: {
      problems: [
        `${main} (Line: 2, Col: 9): The 'n' parameter value 'ten' is not a valid Number.`,
      ],
    },
  },
  {
    title: 'refuses a list for a string',
    rule: types,
    pipeline: `parameters:\n- name: word\n  type: string\n  default: [a]\n${echo(
      'word',
    )}`,
    expected: {
      problems: [
        `${main} (Line: 4, Col: 12): The 'word' parameter is not a valid String.`,
      ],
    },
  },
  ...(
    [
      ['YAML', 'image: one\nport: 80\n'],
      ['JSON', '{"image":"one","port":80}'],
    ] as const
  ).map(([format, text]) => ({
    title: `reads an object that a run gives as ${format}`,
    rule: 'REST: Runs - Run Pipeline, templateParameters',
    pipeline: `parameters:
- name: service
  type: object
  default: {}
steps:
- script: \${{ parameters.service.image }}:\${{ parameters.service.port }}
`,
    parameters: { service: text },
    expected: { scripts: ['one:80'] },
  })),
  {
    title: 'tells of an object that cannot be read',
    rule: 'REST: Runs - Run Pipeline, templateParameters',
    pipeline: `parameters:
- name: service
  type: object
  default: {}
steps:
- script: a
`,
    parameters: { service: '&a [x]' },
    expected: {
      problems: [
        `${main}: The 'service' parameter cannot be read as YAML or JSON: Anchors are not currently supported. Remove the anchor 'a'`,
      ],
    },
  },
  {
    title: 'reads a list of strings and checks each of them',
    rule: types,
    pipeline: `parameters:
- name: places
  type: stringList
  default: [a, c]
  values: [a, b]
steps:
- script: \${{ join('+', parameters.places) }}
`,
    expected: {
      problems: [
        `${main} (Line: 4, Col: 12): The 'places' parameter value 'c' is not allowed. Allowed values: a, b`,
      ],
    },
  },
];
