import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'A connection to Azure without a secret',
    example: stringify({
      steps: [
        {
          id: 'connection',
          action: 'azure-devops:service-connection:ensure',
          name: 'Ensure the service connection',
          input: {
            repoUrl,
            name: 'churn-model-canary',
            azure: {
              subscription: {
                id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
                name: 'Machine learning',
              },
              resourceGroup: 'churn-model',
              authentication: {
                scheme: 'workload_identity_federation',
                tenantId: '9b2fd4a3-1c5e-4b8a-8f0e-5d7c2a6b1e90',
                clientId: '6a1f0c7d-2e43-4b5f-9c1a-7d8e9f0a1b2c',
              },
            },
          },
        },
      ],
    }),
  },
  {
    description: 'A connection to a container registry',
    example: stringify({
      steps: [
        {
          id: 'connection',
          action: 'azure-devops:service-connection:ensure',
          name: 'Ensure the service connection',
          input: {
            repoUrl,
            name: 'churn-model-registry',
            containerRegistry: {
              registry: 'https://contoso.azurecr.io',
              userName: 'churn-model',
            },
            secret: '${{ secrets.REGISTRY_PASSWORD }}',
          },
        },
      ],
    }),
  },
];
