import {
  buildDesiredState,
  type DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { REPOSITORY } from './churnModel';

function desiredOfFiles(
  files: Parameters<typeof buildDesiredState>[0],
): DesiredState {
  const result = buildDesiredState(files);
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.desiredState;
}

/** What another project of the template has beside ours, in our folder too. */
export function desiredNeighbour() {
  return desiredOfFiles({
    repository: 'demand-forecast',
    project: {
      file: 'azure_devops.yml',
      content: {
        version: 1,
        project: 'demand-forecast',
        pipelines: {
          folder: 'demand-forecast',
          definitions: [{ name: 'demand-forecast-ci', yaml: 'ci.yml' }],
        },
      },
    },
    environments: [
      {
        file: 'environment_prod/azure_devops.yml',
        content: {
          version: 1,
          environment: { name: 'demand-forecast-prod' },
          variable_group: {
            name: 'demand-forecast-prod',
            variables: { REPLICAS: '1' },
          },
        },
      },
    ],
  });
}

/** A project with a resource of every kind that can be removed. */
export function desiredEverything() {
  return desiredOfFiles({
    repository: REPOSITORY,
    project: {
      file: 'azure_devops.yml',
      content: {
        version: 1,
        project: 'churn-model',
        repository: { policies: { maximum_file_size_megabytes: 10 } },
        branch_policies: [
          {
            branch: 'main',
            minimum_reviewers: { count: 1 },
            build_validation: [{ pipeline: 'churn-model-ci' }],
          },
        ],
        pipelines: {
          folder: 'churn-model',
          definitions: [{ name: 'churn-model-ci', yaml: 'ci.yml' }],
        },
      },
    },
    environments: [
      {
        file: 'environment_prod/azure_devops.yml',
        content: {
          version: 1,
          environment: { name: 'prod' },
          approver_group: {
            name: 'churn-model-approvers',
            members: ['ari.approver@contoso.example'],
          },
          checks: { approval: { approvers: ['churn-model-approvers'] } },
          roles: [{ identity: 'churn-model-approvers', role: 'User' }],
          service_connection: {
            name: 'azure',
            subscription: {
              id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
              name: 'Machine learning',
            },
            authentication: {
              scheme: 'managed_identity',
              tenant_id: '9b2fd4a3-1c5e-4b8a-8f0e-5d7c2a6b1e90',
            },
          },
          variable_group: {
            name: 'vault',
            key_vault: {
              name: 'contoso-vault',
              service_connection: 'azure',
              secrets: ['key'],
            },
          },
          permitted_pipelines: ['churn-model-ci'],
        },
      },
    ],
  });
}
