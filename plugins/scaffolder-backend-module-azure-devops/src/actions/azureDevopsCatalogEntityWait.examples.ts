import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait for the component that was registered before',
    example: stringify({
      steps: [
        {
          id: 'catalog',
          action: 'azure-devops:catalog-entity:wait',
          name: 'Wait for the catalog',
          input: { entityRef: 'component:default/churn-model' },
        },
      ],
    }),
  },
];
