import { find, used } from './__testUtils__/findInYaml';

describe('templates of a pipeline', () => {
  it('are followed from the file that includes them, with what is passed to them', () => {
    expect(
      used(
        `
extends:
  template: /shared/pipeline.yml
  parameters:
    environments:
      - dev
      - \${{ if eq(1, 1) }}:
          - prod`,
        {
          'shared/pipeline.yml': `
parameters:
  - { name: environments, type: object }
variables:
  - template: variables/names.yml
    parameters: { name: churn }
stages:
  - template: stages.yml@self
    parameters: { environments: '\${{ parameters.environments }}' }`,
          'shared/variables/names.yml': `
parameters: { name: nothing }
variables: { project: '\${{ parameters.name }}' }`,
          'shared/stages.yml': `
parameters:
  - { name: environments, type: object }
stages:
  - \${{ each environment in parameters.environments }}:
      - stage: \${{ environment }}
        jobs:
          - template: ../jobs/deploy.yml
            parameters:
              environment: \${{ variables.project }}-\${{ environment }}
              before:
                - task: A@1
                  inputs: { azureSubscription: 'azure-\${{ environment }}' }`,
          'jobs/deploy.yml': `
parameters:
  - name: environment
  - { name: before, type: stepList, default: [] }
jobs:
  - deployment: a
    pool: { name: gpu }
    environment: \${{ parameters.environment }}
    strategy:
      runOnce:
        deploy:
          steps:
            - \${{ parameters.before }}
            - \${{ each step in parameters.before }}:
                - \${{ step }}
            - template: ../steps.yml`,
          'steps.yml': `
steps:
  - task: AzureCLI@2
    inputs: { connectedServiceNameARM: azure-stage }`,
        },
      ),
    ).toEqual([
      'agent-queue gpu',
      'environment churn-dev',
      'environment churn-prod',
      'service-connection azure-dev',
      'service-connection azure-prod',
      'service-connection azure-stage',
    ]);
  });

  it('may be named by expressions', () => {
    expect(
      used(
        `
parameters: [{ name: kind, default: a, values: [a, b] }]
steps:
  - template: \${{ parameters.kind }}.yml`,
        {
          'azure_pipelines/a.yml':
            'steps: [{ task: A@1, inputs: { azureSubscription: azure-dev } }]',
          'azure_pipelines/b.yml':
            'steps: [{ task: A@1, inputs: { azureSubscription: azure-prod } }]',
        },
      ),
    ).toEqual([
      'service-connection azure-dev',
      'service-connection azure-prod',
    ]);
  });

  it('give a variable the value of each, where a choice decides which of them is read', () => {
    expect(
      used(
        `
parameters: [{ name: stage, values: [dev, prod] }]
variables:
  - { name: connection, value: azure-stage }
  - template: \${{ parameters.stage }}.yml
steps:
  - task: A@1
    inputs: { azureSubscription: '\${{ variables.connection }}' }`,
        {
          'azure_pipelines/dev.yml': 'variables: { connection: azure-dev }',
          'azure_pipelines/prod.yml':
            'variables: [{ name: connection, value: azure-prod }]',
        },
      ),
    ).toEqual([
      'service-connection azure-dev',
      'service-connection azure-prod',
    ]);
  });

  it('are asked for when they have not been given', () => {
    const found = find('steps: [{ template: a/b.yml }, { template: a/b.yml }]');
    expect(found.missing).toEqual(['azure_pipelines/a/b.yml']);
    expect(found.problems).toEqual([]);
  });
});
