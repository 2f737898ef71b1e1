import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const repoUrl =
  'dev.azure.com?organization=contoso&project=machine-learning&repo=churn-model';

export const examples: TemplateExample[] = [
  {
    description:
      'Two reviewers and a passed build before anything gets into main',
    example: stringify({
      steps: [
        {
          id: 'policies',
          action: 'azure-devops:branch-policy:ensure',
          name: 'Ensure the branch policies',
          input: {
            repoUrl,
            branch: 'main',
            minimumReviewers: { count: 2, lastPusherCannotApprove: true },
            buildValidation: [{ pipeline: 'churn-model-ci' }],
            commentResolution: 'required',
            mergeTypes: ['squash'],
          },
        },
      ],
    }),
  },
];
