import { CompileCase } from './CompileCase';

const rule = 'process/templates';
const main = '/azure-pipelines.yml';

/** Templates that cannot be included. */
export const templateProblems: readonly CompileCase[] = [
  {
    title: 'names the file that is missing',
    rule: `${rule}: references to template paths`,
    pipeline: 'steps:\n- script: a\n- template: missing.yml\n',
    expected: {
      problems: [
        `${main} (Line: 3, Col: 13): File /missing.yml not found in repository self.`,
      ],
    },
  },
  {
    title: 'names the file that is missing in another repository',
    rule: `${rule}: use other repositories`,
    pipeline: `resources:
  repositories:
  - repository: tools
    name: shared/tools
steps:
- template: missing.yml@tools
`,
    repositories: { 'shared/tools': {} },
    expected: {
      problems: [
        `${main} (Line: 6, Col: 13): File /missing.yml not found in repository shared/tools.`,
      ],
    },
  },
  {
    title: 'names the repository that is not defined',
    rule: `${rule}: use other repositories`,
    pipeline: 'steps:\n- template: a.yml@tools\n',
    expected: {
      problems: [
        `${main} (Line: 2, Col: 13): The repository 'tools' of the template a.yml@tools is not defined. Add it to resources.repositories`,
      ],
    },
  },
  {
    title: 'names the repository that cannot be found',
    rule: `${rule}: use other repositories`,
    pipeline: `resources:
  repositories:
  - repository: tools
    name: shared/tools
    ref: refs/heads/gone
steps:
- template: a.yml@tools
`,
    expected: {
      problems: [
        `${main} (Line: 7, Col: 13): The repository shared/tools of the template a.yml@tools could not be found, or has no branch refs/heads/gone, or may not be read.`,
      ],
    },
  },
  {
    title: 'refuses a path that leads out of the repository',
    rule: `${rule}: references to template paths`,
    pipeline: 'steps:\n- template: ../a.yml\n',
    expected: {
      problems: [
        `${main} (Line: 2, Col: 13): The template path ../a.yml leads out of its repository.`,
      ],
    },
  },
  {
    title: 'tells of the file and line of a mistake in a template',
    rule: `${rule}: insert a template`,
    pipeline: 'steps:\n- template: a/b.yml\n',
    files: { 'a/b.yml': 'steps:\n- script: a\n  displayNam: b\n' },
    expected: {
      problems: ["/a/b.yml (Line: 3, Col: 3): Unexpected value 'displayNam'"],
    },
  },
  {
    title: 'tells of the repository of a mistake in a template',
    rule: `${rule}: use other repositories`,
    pipeline: `resources:
  repositories:
  - repository: tools
    name: tools
steps:
- template: a.yml@tools
`,
    repositories: { tools: { 'a.yml': 'steps:\n- scrip: a\n' } },
    expected: {
      problems: ["/a.yml@tools (Line: 2, Col: 3): Unexpected value 'scrip'"],
    },
  },
  {
    title: 'refuses a template of jobs among steps',
    rule: `${rule}: insert a template`,
    pipeline: 'steps:\n- template: a.yml\n- script: b\n',
    files: { 'a.yml': 'jobs:\n- job: A\n  steps:\n  - script: a\n' },
    expected: {
      problems: ["/a.yml (Line: 1, Col: 1): Unexpected value 'jobs'"],
    },
  },
  {
    title: 'refuses other keys beside a template and its parameters',
    rule: 'yaml-schema: steps.template',
    pipeline: 'steps:\n- template: a.yml\n  displayName: x\n',
    files: { 'a.yml': 'steps:\n- script: a\n' },
    expected: {
      problems: [`${main} (Line: 3, Col: 3): Unexpected value 'displayName'`],
    },
  },
  {
    title: 'tells of YAML that cannot be read in a template',
    rule: `${rule}: insert a template`,
    pipeline: 'steps:\n- template: a.yml\n',
    files: { 'a.yml': 'steps: [\n' },
    expected: {
      problems: [
        '/a.yml (Line: 2, Col: 1): Flow sequence in block collection must be sufficiently indented and end with a ].',
      ],
    },
  },
  {
    title: 'tells of a template that is a list',
    rule: `${rule}: insert a template`,
    pipeline: 'steps:\n- template: a.yml\n',
    files: { 'a.yml': '- script: a\n' },
    expected: {
      problems: ['/a.yml (Line: 1, Col: 1): A sequence was not expected'],
    },
  },
  {
    title: 'ends templates that include each other without end',
    rule: `${rule}: imposed limits`,
    pipeline: 'steps:\n- template: a.yml\n',
    files: {
      'a.yml': 'steps:\n- template: b.yml\n',
      'b.yml': 'steps:\n- template: a.yml\n',
    },
    expected: {
      problems: [
        '/b.yml (Line: 2, Col: 13): The maximum template nesting depth of 100 has been exceeded',
      ],
    },
  },
  {
    title: 'lets a template include itself for as long as a condition holds',
    rule: `${rule}: imposed limits`,
    pipeline: 'steps:\n- template: a.yml\n  parameters: { words: [a, b] }\n',
    files: {
      'a.yml': `parameters:
- name: words
  type: object
- name: done
  type: boolean
  default: false
steps:
- \${{ each word in parameters.words }}:
  - script: \${{ word }}
- \${{ if not(parameters.done) }}:
  - template: a.yml
    parameters: { words: [c], done: true }
`,
    },
    expected: { scripts: ['a', 'b', 'c'] },
  },
  {
    title: 'includes no more than a hundred files',
    rule: `${rule}: imposed limits`,
    pipeline: `steps:\n${Array.from(
      { length: 100 },
      (_, index) => `- template: ${index}.yml\n`,
    ).join('')}`,
    files: Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `${index}.yml`,
        'steps:\n- script: a\n',
      ]),
    ),
    expected: {
      problems: [
        `${main} (Line: 101, Col: 13): The maximum file count of 100 has been exceeded`,
      ],
    },
  },
  {
    title: 'needs the template of extends',
    rule: 'yaml-schema: extends',
    pipeline: 'extends:\n  parameters: {}\n',
    expected: {
      problems: [
        `${main} (Line: 2, Col: 3): Required property is missing: template`,
      ],
    },
  },
  {
    title: 'refuses stages beside extends',
    rule: 'yaml-schema: pipeline',
    pipeline:
      'extends:\n  template: a.yml\nstages:\n- stage: A\n  jobs:\n  - job: A\n    steps:\n    - script: a\n',
    files: { 'a.yml': 'steps:\n- script: a\n' },
    expected: {
      problems: ["/a.yml (Line: 1, Col: 1): Unexpected value 'steps'"],
    },
  },
];
