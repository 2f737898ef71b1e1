import { CompileCase } from './CompileCase';

const steps = 'yaml-schema: steps';

/** Steps that stand for tasks. */
export const shortcuts: readonly CompileCase[] = [
  {
    title: 'wraps steps into a job and a stage and makes script a task',
    rule: `${steps}.script; pipeline`,
    pipeline: 'steps:\n- script: echo one\n',
    expected: {
      yaml: `stages:
- stage: __default
  jobs:
  - job: Job
    steps:
    - task: CmdLine@2
      inputs:
        script: echo one
`,
    },
  },
  {
    title: 'keeps the options of a script as inputs of its task',
    rule: `${steps}.script`,
    pipeline: `steps:
- script: echo one
  displayName: One
  workingDirectory: src
  failOnStderr: true
  env:
    A: b
`,
    expected: {
      yaml: `stages:
- stage: __default
  jobs:
  - job: Job
    steps:
    - task: CmdLine@2
      displayName: One
      env:
        A: b
      inputs:
        script: echo one
        workingDirectory: src
        failOnStderr: true
`,
    },
  },
  {
    title: 'makes bash the task Bash@3 with an inline script',
    rule: `${steps}.bash`,
    pipeline: 'steps:\n- bash: echo one\n',
    expected: {
      pipeline: {
        stages: [
          {
            jobs: [
              {
                steps: [
                  {
                    action: {
                      kind: 'task',
                      name: 'Bash',
                      version: '3',
                      inputs: { targetType: 'inline', script: 'echo one' },
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  },
];
