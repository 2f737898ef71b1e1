import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Show what provisioning would do',
    example: stringify({
      steps: [
        {
          id: 'plan',
          action: 'azure-devops:plan',
          name: 'Plan',
          input: {
            repoUrl:
              'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model',
          },
        },
      ],
    }),
  },
];
