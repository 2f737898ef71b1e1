import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A repository for a new project',
    example: stringify({
      steps: [
        {
          id: 'repository',
          action: 'azure-devops:repository:ensure',
          name: 'Make sure the repository exists',
          input: {
            repoUrl:
              'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model',
          },
        },
      ],
    }),
  },
];
