import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Push the rendered project',
    example: stringify({
      steps: [
        {
          id: 'push',
          action: 'azure-devops:repository:push',
          name: 'Push the project',
          input: {
            repoUrl:
              'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model',
          },
        },
      ],
    }),
  },
];
