import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'An environment to deploy to',
    example: stringify({
      steps: [
        {
          id: 'environment',
          action: 'azure-devops:environment:ensure',
          name: 'Ensure the environment',
          input: {
            repoUrl,
            name: 'churn-model-canary',
            description: 'A tenth of the traffic',
          },
        },
      ],
    }),
  },
];
