import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'Let one more pipeline deploy to an environment',
    example: stringify({
      steps: [
        {
          id: 'permission',
          action: 'azure-devops:pipeline-permission:grant',
          name: 'Permit the pipeline',
          input: {
            repoUrl,
            resource: { kind: 'environment', name: 'churn-model-prod' },
            pipelines: ['churn-model-ci'],
          },
        },
      ],
    }),
  },
  {
    description: 'Let a pipeline use a pool of agents of your own',
    example: stringify({
      steps: [
        {
          id: 'permission',
          action: 'azure-devops:pipeline-permission:grant',
          name: 'Permit the pipeline',
          input: {
            repoUrl,
            resource: { kind: 'agent-queue', name: 'Default' },
            pipelines: ['churn-model-training'],
          },
        },
      ],
    }),
  },
];
