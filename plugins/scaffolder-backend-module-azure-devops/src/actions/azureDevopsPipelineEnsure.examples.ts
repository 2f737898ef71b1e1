import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'A pipeline for a YAML file of the repository, in a folder',
    example: stringify({
      steps: [
        {
          id: 'pipeline',
          action: 'azure-devops:pipeline:ensure',
          name: 'Ensure the pipeline',
          input: {
            repoUrl,
            name: 'churn-model-nightly',
            yaml: 'azure_pipelines/training.yml',
            folder: 'churn-model',
            purpose: 'Trains every night',
            variables: {
              MODEL_NAME: 'churn',
              SAMPLE_SIZE: { value: '1000', settableAtQueueTime: true },
            },
          },
        },
      ],
    }),
  },
];
