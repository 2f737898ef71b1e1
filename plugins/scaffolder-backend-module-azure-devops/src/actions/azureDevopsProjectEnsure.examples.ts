import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Create the Azure DevOps project of a new team where it is missing',
    example: stringify({
      steps: [
        {
          id: 'project',
          action: 'azure-devops:project:ensure',
          name: 'Ensure the project',
          input: {
            repoUrl:
              'dev.azure.com?organization=contoso&project=demand-forecasting&repo=forecast',
            description: 'Forecasts of demand',
            process: 'Agile',
          },
        },
      ],
    }),
  },
];
