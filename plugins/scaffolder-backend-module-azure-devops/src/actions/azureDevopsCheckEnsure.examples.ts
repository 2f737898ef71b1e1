import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description:
      'Approval by a person of the portal, and deployments from main only',
    example: stringify({
      steps: [
        {
          id: 'check',
          action: 'azure-devops:check:ensure',
          name: 'Ensure the checks',
          input: {
            repoUrl,
            resource: { kind: 'environment', name: 'churn-model-prod' },
            approval: {
              approvers: ['user:default/ari'],
              instructions: 'Compare the metrics first.',
            },
            branchControl: { allowedBranches: ['main'] },
          },
        },
      ],
    }),
  },
  {
    description: 'One run at a time on a variable group',
    example: stringify({
      steps: [
        {
          id: 'check',
          action: 'azure-devops:check:ensure',
          name: 'Ensure the checks',
          input: {
            repoUrl,
            resource: { kind: 'variable-group', name: 'churn-model-prod' },
            exclusiveLock: {},
          },
        },
      ],
    }),
  },
];
