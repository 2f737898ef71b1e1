import { used } from './__testUtils__/findInYaml';

describe('what expressions of a pipeline stand for', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'what expressions make out of variables, without regard to case',
      `
variables:
  name: churn
  Full: \${{ variables.NAME }}-dev
steps: []
jobs:
  - deployment: a
    environment: \${{ variables['full'] }}`,
      ['environment churn-dev'],
    ],
    [
      'a later variable in the place of an earlier one',
      `
variables:
  - { name: stage, value: dev }
  - { name: stage, value: prod }
  - group: churn-\${{ variables.stage }}`,
      ['variable-group churn-prod'],
    ],
    [
      'variables of the job that a run puts in',
      `
variables: { connection: azure-dev, stage: dev }
jobs:
  - job: a
    variables: { connection: azure-$(stage) }
    steps: [{ task: A@1, inputs: { azureSubscription: $(connection) } }]`,
      ['service-connection azure-dev'],
    ],
    [
      'every branch of an if, and each value a variable has in one',
      `
variables:
  - \${{ if eq(variables['Build.SourceBranch'], 'refs/heads/main') }}:
    - name: stage
      value: prod
  - \${{ else }}:
    - name: stage
      value: dev
stages:
  - stage: a
    jobs:
      - deployment: b
        \${{ if true }}:
          environment: churn-\${{ variables.stage }}
        \${{ else }}:
          environment: churn-stage`,
      [
        'environment churn-dev',
        'environment churn-prod',
        'environment churn-stage',
      ],
    ],
    [
      'each value that a parameter may have',
      `
parameters:
  - { name: stage, type: string, default: dev, values: [dev, prod] }
  - { name: dry, type: boolean }
variables:
  - group: churn-\${{ parameters.stage }}`,
      ['variable-group churn-dev', 'variable-group churn-prod'],
    ],
    [
      'each item of a list, with its properties',
      `
parameters:
  - name: environments
    type: object
    default:
      - { name: dev, connection: azure-dev }
      - { name: prod }
jobs:
  - \${{ each environment in parameters.environments }}:
      - deployment: \${{ environment.name }}
        environment: churn-\${{ environment.name }}
        strategy:
          runOnce:
            deploy:
              steps:
                - task: A@1
                  inputs: { azureSubscription: '\${{ environment.connection }}' }`,
      [
        'environment churn-dev',
        'environment churn-prod',
        'service-connection azure-dev',
      ],
    ],
    [
      'each pair of a mapping',
      `
parameters:
  - name: stages
    type: object
    default: { dev: azure-dev, prod: azure-prod }
jobs:
  - \${{ each pair in parameters.stages }}:
      - deployment: a
        environment: churn-\${{ pair.key }}
        strategy: { runOnce: { deploy: { steps: [ { task: A@1, inputs: { azureSubscription: '\${{ pair.value }}' } } ] } } }`,
      [
        'environment churn-dev',
        'environment churn-prod',
        'service-connection azure-dev',
        'service-connection azure-prod',
      ],
    ],
    [
      'what functions make',
      `
variables:
  - group: \${{ format('{0}-{1}', 'churn', 'dev') }}
  - group: \${{ lower(replace('CHURN_STAGE', '_', '-')) }}
  - group: \${{ join('-', split('churn,prod', ',')) }}
  - group: \${{ coalesce('', 'churn-dev') }}
  - group: \${{ iif(eq(1, 2), 'churn-dev', 'churn-prod') }}`,
      [
        'variable-group churn-dev',
        'variable-group churn-prod',
        'variable-group churn-stage',
      ],
    ],
    [
      'inputs that are put in',
      `
parameters:
  - { name: more, type: object, default: { azureSubscription: azure-dev } }
steps:
  - task: A@1
    inputs:
      \${{ insert }}: \${{ parameters.more }}`,
      ['service-connection azure-dev'],
    ],
  ])('is %s', (_title, root, expected) => {
    expect(used(root)).toEqual(expected);
  });
});
