import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'Provision what operation/configuration in the workspace says',
    example: stringify({
      steps: [
        {
          id: 'provision',
          action: 'azure-devops:provision',
          name: 'Provision Azure DevOps',
          input: { repoUrl },
        },
      ],
    }),
  },
  {
    description: 'Provision a desired state given in the template itself',
    example: stringify({
      steps: [
        {
          id: 'provision',
          action: 'azure-devops:provision',
          name: 'Provision Azure DevOps',
          input: {
            repoUrl,
            configuration: {
              version: 1,
              project: 'churn-model',
              pipelines: {
                folder: 'churn-model',
                default_branch: 'main',
                definitions: [
                  { name: 'churn-model-ci', yaml: 'azure_pipelines/ci.yml' },
                ],
              },
            },
            environments: [
              {
                version: 1,
                environment: { name: 'churn-model-prod' },
                checks: {
                  approval: { approvers: ['ari.approver@contoso.example'] },
                },
                variable_group: {
                  name: 'churn-model-prod',
                  variables: { MLOPS_ENVIRONMENT: 'prod' },
                },
                permitted_pipelines: ['churn-model-ci'],
              },
            ],
          },
        },
      ],
    }),
  },
];
