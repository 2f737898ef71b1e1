import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'Plain values and a secret that the form asked for',
    example: stringify({
      steps: [
        {
          id: 'variables',
          action: 'azure-devops:variable-group:ensure',
          name: 'Ensure the variable group',
          input: {
            repoUrl,
            name: 'churn-model-scoring',
            variables: { REPLICAS: '2' },
            secrets: { API_KEY: '${{ secrets.API_KEY }}' },
          },
        },
      ],
    }),
  },
];
