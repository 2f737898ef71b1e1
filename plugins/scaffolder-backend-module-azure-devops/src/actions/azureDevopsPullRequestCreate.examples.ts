import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description: 'Propose what a newer template has changed',
    example: stringify({
      steps: [
        {
          id: 'pull-request',
          action: 'azure-devops:pull-request:create',
          name: 'Propose the change',
          input: {
            repoUrl,
            sourceBranch: 'template/azure-mlops-project',
            targetBranch: 'main',
            title: 'Update from the template',
            reviewers: ['ari.approver@contoso.example'],
          },
        },
      ],
    }),
  },
];
