import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'Remove what was provisioned and keep the repository',
    example: stringify({
      steps: [
        {
          id: 'teardown',
          action: 'azure-devops:teardown',
          name: 'Remove from Azure DevOps',
          input: { repoUrl },
        },
      ],
    }),
  },
  {
    description: 'Remove the repository too',
    example: stringify({
      steps: [
        {
          id: 'teardown',
          action: 'azure-devops:teardown',
          name: 'Remove from Azure DevOps',
          input: { repoUrl, removeRepository: 'churn-model' },
        },
      ],
    }),
  },
];
