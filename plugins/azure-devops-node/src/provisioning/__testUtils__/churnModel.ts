import {
  buildDesiredState,
  type DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';

export const PROJECT = 'machine-learning';
export const REPOSITORY = 'churn-model';

const STAGES = ['dev', 'stage', 'prod'];

/** Content of the configuration files of a project with three pipelines and three environments. */
export function churnModelFiles() {
  return {
    project: {
      version: 1,
      project: 'churn-model',
      pipelines: {
        folder: 'churn-model',
        default_branch: 'main',
        definitions: ['ci', 'training', 'deployment'].map(name => ({
          name: `churn-model-${name}`,
          yaml: `azure_pipelines/${name}.yml`,
          purpose: `The ${name} pipeline`,
        })),
      },
    },
    environments: STAGES.map(stage => ({
      version: 1,
      environment: {
        name: `churn-model-${stage}`,
        description: `Where the model runs: ${stage}\n\nSecond paragraph`,
      },
      ...(stage === 'prod'
        ? {
            checks: {
              approval: {
                approvers: ['ari.approver@contoso.example'],
                instructions: 'Compare the metrics with the champion.',
              },
            },
          }
        : {}),
      variable_group: {
        name: `churn-model-${stage}`,
        description: `Values of ${stage}`,
        variables: { MLOPS_ENVIRONMENT: stage, REPLICAS: '1' },
      },
      permitted_pipelines: ['churn-model-training', 'churn-model-deployment'],
    })),
  };
}

/** The desired state of the configuration, after a test has changed it. */
export function desiredChurnModel(
  change: (files: ReturnType<typeof churnModelFiles>) => void = () => {},
): DesiredState {
  const files = churnModelFiles();
  change(files);
  const result = buildDesiredState({
    repository: REPOSITORY,
    project: { file: 'azure_devops.yml', content: files.project },
    environments: files.environments.map((content, index) => ({
      file: `environment_${STAGES[index]}/azure_devops.yml`,
      content,
    })),
  });
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.desiredState;
}
