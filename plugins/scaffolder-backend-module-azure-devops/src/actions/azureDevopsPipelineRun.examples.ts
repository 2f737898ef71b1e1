import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Queue the first run of the CI pipeline',
    example: stringify({
      steps: [
        {
          id: 'ci',
          action: 'azure-devops:pipeline:run',
          name: 'Run the CI pipeline',
          input: {
            repoUrl:
              'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model',
            pipeline: 'churn-model-ci',
            unlessRun: true,
          },
        },
      ],
    }),
  },
];
