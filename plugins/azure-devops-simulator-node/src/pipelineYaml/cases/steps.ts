import { CompileCase } from './CompileCase';

const main = '/azure-pipelines.yml';

const expectedStep = (expected: object) => ({
  pipeline: { stages: [{ jobs: [{ steps: [expected] }] }] },
});

const task = (name: string, inputs: object) =>
  expectedStep({ action: { kind: 'task', name, inputs } });

/** Steps, their keys and their mistakes. */
export const steps: readonly CompileCase[] = [
  {
    title: 'fills in the defaults of a step',
    rule: 'yaml-schema: steps.task',
    pipeline: 'steps:\n- task: UsePythonVersion@0\n',
    expected: expectedStep({
      enabled: true,
      continueOnError: false,
      timeoutInMinutes: 0,
      retryCountOnTaskFailure: 0,
      environment: {},
      action: {
        kind: 'task',
        name: 'UsePythonVersion',
        version: '0',
        inputs: {},
      },
    }),
  },
  {
    title: 'reads every key of a step',
    rule: 'yaml-schema: steps.script',
    pipeline: `steps:
- script: a
  name: signIn
  displayName: Sign in
  condition: succeededOrFailed()
  continueOnError: true
  enabled: false
  timeoutInMinutes: 3
  retryCountOnTaskFailure: 2
  env: { A: $(a) }
`,
    expected: expectedStep({
      name: 'signIn',
      displayName: 'Sign in',
      condition: 'succeededOrFailed()',
      continueOnError: true,
      enabled: false,
      timeoutInMinutes: 3,
      retryCountOnTaskFailure: 2,
      environment: { A: '$(a)' },
      action: { name: 'CmdLine', version: '2', inputs: { script: 'a' } },
    }),
  },
  {
    title: 'makes pwsh the task PowerShell@2 for PowerShell Core',
    rule: 'yaml-schema: steps.pwsh',
    pipeline: 'steps:\n- pwsh: Get-Date\n  errorActionPreference: continue\n',
    expected: task('PowerShell', {
      targetType: 'inline',
      script: 'Get-Date',
      pwsh: 'true',
      errorActionPreference: 'continue',
    }),
  },
  {
    title: 'makes powershell the task PowerShell@2',
    rule: 'yaml-schema: steps.powershell',
    pipeline: 'steps:\n- powershell: Get-Date\n  ignoreLASTEXITCODE: true\n',
    expected: task('PowerShell', {
      targetType: 'inline',
      script: 'Get-Date',
      ignoreLASTEXITCODE: 'true',
    }),
  },
  {
    title: 'makes publish the task PublishPipelineArtifact@1',
    rule: 'yaml-schema: steps.publish',
    pipeline: 'steps:\n- publish: out\n  artifact: model\n',
    expected: task('PublishPipelineArtifact', {
      targetPath: 'out',
      artifact: 'model',
    }),
  },
  {
    title: 'downloads an artifact of the run into a folder of its name',
    rule: 'yaml-schema: steps.download',
    pipeline:
      'steps:\n- download: current\n  artifact: model\n  patterns: "*.pkl"\n',
    expected: task('DownloadPipelineArtifact', {
      buildType: 'current',
      artifactName: 'model',
      itemPattern: '*.pkl',
      targetPath: '$(Pipeline.Workspace)/model',
    }),
  },
  {
    title: 'downloads the artifacts of a pipeline resource',
    rule: 'yaml-schema: steps.download',
    pipeline:
      'resources:\n  pipelines:\n  - pipeline: training\n    source: train\nsteps:\n- download: training\n',
    expected: task('DownloadPipelineArtifact', {
      buildType: 'specific',
      project: '$(resources.pipeline.training.projectID)',
      definition: '$(resources.pipeline.training.pipelineID)',
      pipelineId: '$(resources.pipeline.training.runID)',
      targetPath: '$(Pipeline.Workspace)/training',
    }),
  },
  {
    title: 'reads a checkout with its options',
    rule: 'yaml-schema: steps.checkout',
    pipeline:
      'steps:\n- checkout: self\n  fetchDepth: 0\n  persistCredentials: true\n  clean: true\n',
    expected: expectedStep({
      action: {
        kind: 'checkout',
        repository: 'self',
        options: { fetchDepth: '0', persistCredentials: 'true', clean: 'true' },
      },
    }),
  },
  ...(
    ['none', 'tools', 'git://Project/Repository@refs/heads/main'] as const
  ).map(repository => ({
    title: `checks out ${repository}`,
    rule: 'yaml-schema: steps.checkout',
    pipeline: `resources:\n  repositories:\n  - repository: tools\n    name: tools\nsteps:\n- checkout: ${repository}\n`,
    expected: expectedStep({ action: { kind: 'checkout', repository } }),
  })),
  ...(
    [
      ['an unknown step', '- scripts: a\n', 2, 3, "Unexpected value 'scripts'"],
      [
        'a cache shortcut that the schema does not have',
        '- restoreCache: a\n',
        2,
        3,
        "Unexpected value 'restoreCache'",
      ],
      [
        'a step that starts with another key',
        '- displayName: x\n  script: a\n',
        2,
        3,
        "Unexpected value 'displayName'",
      ],
      ['a text for a step', '- echo\n', 2, 3, "Unexpected value 'echo'"],
      [
        'a list for a step',
        '- - script: a\n',
        2,
        3,
        'A sequence was not expected',
      ],
      [
        'a step of two kinds',
        '- script: a\n  bash: b\n',
        3,
        3,
        "Unexpected value 'bash'",
      ],
      [
        'inputs of a script',
        '- script: a\n  inputs: {}\n',
        3,
        3,
        "Unexpected value 'inputs'",
      ],
      [
        'a task without a version',
        '- task: AzureCLI\n',
        2,
        9,
        "A task is referenced as Name@Version, and 'AzureCLI' was found",
      ],
      [
        'a task without a name',
        '- task:\n',
        2,
        8,
        'Expected a non-empty string',
      ],
      [
        'an input that is a list',
        '- task: A@1\n  inputs:\n    a: [b]\n',
        4,
        8,
        'A sequence was not expected',
      ],
      [
        'a word for a boolean',
        '- script: a\n  enabled: perhaps\n',
        3,
        12,
        "Unexpected value 'perhaps'",
      ],
      [
        'a word for a number',
        '- script: a\n  timeoutInMinutes: long\n',
        3,
        21,
        "Unexpected value 'long'. A whole number or an expression was expected",
      ],
      [
        'a name with a space',
        '- script: a\n  name: a b\n',
        3,
        9,
        "Unexpected value 'a b'. A reference name may hold letters, digits, - and _ only",
      ],
      [
        'a name that is taken',
        '- script: a\n  name: x\n- script: b\n  name: X\n',
        5,
        9,
        'The step name X appears more than once. Step names must be unique within a job.',
      ],
      [
        'a key twice',
        '- script: a\n  script: b\n',
        3,
        3,
        "'script' is already defined",
      ],
      [
        'an unknown repository',
        '- checkout: tools\n',
        2,
        13,
        "The checkout step references the repository 'tools' which is not defined by the pipeline. Add it to resources.repositories",
      ],
      [
        'an unknown pipeline resource',
        '- download: training\n',
        2,
        3,
        "The pipeline resource 'training' is not defined. Add it to resources.pipelines",
      ],
      [
        'a review app',
        '- reviewApp: web\n',
        2,
        3,
        "The step 'reviewApp' is not simulated. Use a script or a task in its place",
      ],
      [
        'a package',
        '- getPackage: tool\n',
        2,
        3,
        "The step 'getPackage' is not simulated. Use a script or a task in its place",
      ],
      [
        'a download of a build resource',
        '- downloadBuild: build\n',
        2,
        3,
        "The step 'downloadBuild' is not simulated. Use a script or a task in its place",
      ],
      [
        'a target that is a container',
        '- script: a\n  target: linux\n',
        3,
        11,
        "The step target 'linux' is not simulated: steps run on the host",
      ],
      [
        'an unknown target',
        '- script: a\n  target: { image: x }\n',
        3,
        13,
        "Unexpected value 'image'",
      ],
    ] as const
  ).map(([title, text, line, column, message]) => ({
    title: `refuses ${title}`,
    rule: 'yaml-schema: steps',
    pipeline: `steps:\n${text}`,
    expected: {
      problems: [`${main} (Line: ${line}, Col: ${column}): ${message}`],
    },
  })),
];
