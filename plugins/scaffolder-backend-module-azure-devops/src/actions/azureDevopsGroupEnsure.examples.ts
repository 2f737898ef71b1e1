import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'A group of people who approve',
    example: stringify({
      steps: [
        {
          id: 'group',
          action: 'azure-devops:group:ensure',
          name: 'Ensure the group',
          input: {
            repoUrl,
            name: 'churn-model-approvers',
            description: 'Approve deployments of the churn model',
            members: ['ari.approver@contoso.example'],
          },
        },
      ],
    }),
  },
];
