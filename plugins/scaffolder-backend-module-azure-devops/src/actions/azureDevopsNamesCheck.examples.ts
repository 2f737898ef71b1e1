import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Check a project with three environments',
    example: stringify({
      steps: [
        {
          id: 'names',
          action: 'azure-devops:names:check',
          name: 'Check the names',
          input: {
            repoUrl:
              'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model',
            name: 'churn-model',
            environments: [
              { name: 'dev' },
              { name: 'stage' },
              { name: 'prod', approvers: ['ari.approver@contoso.example'] },
            ],
          },
        },
      ],
    }),
  },
];
