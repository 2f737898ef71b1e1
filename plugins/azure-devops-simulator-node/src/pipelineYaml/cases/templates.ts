import { CompileCase } from './CompileCase';

const rule = 'process/templates';

/** Files that are included in others. */
export const templates: readonly CompileCase[] = [
  {
    title: 'inserts the steps of a template, with its parameters',
    rule: `${rule}: insert a template, steps`,
    pipeline: `steps:
- script: before
- template: templates/say.yml
  parameters:
    word: hello
- script: after
`,
    files: {
      'templates/say.yml': `parameters:
- name: word
  type: string
steps:
- script: say \${{ parameters.word }}
`,
    },
    expected: { scripts: ['before', 'say hello', 'after'] },
  },
  {
    title: 'takes a template path from the including file on',
    rule: `${rule}: references to template paths`,
    pipeline: 'steps:\n- template: a/one.yml\n',
    files: {
      'a/one.yml': 'steps:\n- template: b/two.yml\n- template: ../three.yml\n',
      'a/b/two.yml': 'steps:\n- script: two\n- template: /a/four.yml\n',
      'a/four.yml': 'steps:\n- script: four\n',
      'three.yml': 'steps:\n- script: three\n',
    },
    expected: { scripts: ['two', 'four', 'three'] },
  },
  {
    title: 'inserts the jobs of a template',
    rule: `${rule}: insert a template, jobs`,
    pipeline: `jobs:
- template: job.yml
  parameters: { name: one }
- template: job.yml
  parameters: { name: two }
`,
    files: {
      'job.yml': `parameters:
  name: ''
jobs:
- job: \${{ parameters.name }}
  steps:
  - script: echo \${{ parameters.name }}
`,
    },
    expected: {
      pipeline: { stages: [{ jobs: [{ name: 'one' }, { name: 'two' }] }] },
    },
  },
  {
    title: 'inserts the stages of a template',
    rule: `${rule}: insert a template, stages`,
    pipeline: `stages:
- template: stage.yml
  parameters: { name: test }
- template: stage.yml
  parameters: { name: release }
`,
    files: {
      'stage.yml': `parameters:
- name: name
stages:
- stage: \${{ parameters.name }}
  jobs:
  - job: A
    steps:
    - script: \${{ parameters.name }}
`,
    },
    expected: {
      pipeline: {
        stages: [
          { name: 'test', dependsOn: [] },
          { name: 'release', dependsOn: ['test'] },
        ],
        templates: [
          { repository: 'self', path: '/stage.yml', usage: 'stages' },
        ],
      },
    },
  },
  {
    title:
      'inserts the variables of a template, and lets what follows use them',
    rule: `${rule}: variable reuse`,
    pipeline: `variables:
- template: variables.yml
- name: greeting
  value: hello \${{ variables.word }}
steps:
- script: \${{ variables.greeting }}
`,
    files: { 'variables.yml': 'variables:\n  word: world\n' },
    expected: { scripts: ['hello world'] },
  },
  {
    title: 'extends a template with parameters',
    rule: `${rule}: extend from a template`,
    pipeline: `trigger: none
variables:
  image: ubuntu-latest
extends:
  template: frame.yml@frames
  parameters:
    steps:
    - script: own
resources:
  repositories:
  - repository: frames
    type: git
    name: tools/frames
    ref: refs/tags/v1
`,
    repositories: {
      'tools/frames@refs/tags/v1': {
        'frame.yml': `parameters:
- name: steps
  type: stepList
stages:
- stage: A
  jobs:
  - job: A
    pool:
      vmImage: \${{ variables.image }}
    steps:
    - template: before.yml
    - \${{ parameters.steps }}
    - template: /after.yml@self
`,
        'before.yml': 'steps:\n- script: before\n',
      },
    },
    files: { 'after.yml': 'steps:\n- script: after\n' },
    expected: { scripts: ['before', 'own', 'after'] },
  },
];
