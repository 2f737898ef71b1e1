import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { z as zodV3 } from 'zod/v3';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePartOfInput } from '../ensurePart';
import { examples } from './azureDevopsBranchPolicyEnsure.examples';

const blocking = (z: typeof zodV3) =>
  z
    .boolean()
    .optional()
    .describe('Whether it stops a pull request (default: true)');

const paths = (z: typeof zodV3) =>
  z.array(z.string()).optional().describe('Such as /src/* (default: any)');

/**
 * Makes sure that pull requests into a branch have to meet certain policies.
 *
 * @public
 */
export function createBranchPolicyEnsureAction(
  options: AzureDevOpsActionsOptions,
) {
  return createTemplateAction({
    id: 'azure-devops:branch-policy:ensure',
    description:
      'Makes sure that a branch of the repository has these policies. Pipelines that they name have to be there. Policies of other types stay as they are',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        branch: z => z.string().describe('Short name of the branch'),
        minimumReviewers: z =>
          z
            .object({
              count: z.number().describe('How many have to agree'),
              requesterCanApprove: z.boolean().optional(),
              allowDownvotes: z.boolean().optional(),
              resetOnPush: z.boolean().optional(),
              requireVoteOnLastIteration: z.boolean().optional(),
              lastPusherCannotApprove: z.boolean().optional(),
              blocking: blocking(z),
            })
            .optional()
            .describe(
              'Reviewers who have to agree: `count`, `requesterCanApprove`, `allowDownvotes`, `resetOnPush`, `requireVoteOnLastIteration`, `lastPusherCannotApprove`, `blocking`',
            ),
        buildValidation: z =>
          z
            .array(
              z.object({
                pipeline: z.string().describe('Name of the pipeline'),
                displayName: z.string().optional(),
                validMinutes: z
                  .number()
                  .optional()
                  .describe('0: a passed build does not expire (default: 720)'),
                expiresOnPush: z.boolean().optional(),
                manual: z
                  .boolean()
                  .optional()
                  .describe('Started by hand only (default: false)'),
                paths: paths(z),
                blocking: blocking(z),
              }),
            )
            .optional()
            .describe(
              'Pipelines that have to pass: `pipeline`, `displayName`, `validMinutes`, `expiresOnPush`, `manual`, `paths`, `blocking`',
            ),
        commentResolution: z =>
          z
            .enum(['required', 'optional'])
            .optional()
            .describe('Whether comments have to be resolved'),
        workItemLinking: z =>
          z
            .enum(['required', 'optional'])
            .optional()
            .describe('Whether a work item has to be linked'),
        mergeTypes: z =>
          z
            .array(
              z.enum(['merge', 'squash', 'rebase', 'rebase-with-merge-commit']),
            )
            .optional()
            .describe('Ways of completing a pull request that are allowed'),
        automaticReviewers: z =>
          z
            .array(
              z.object({
                reviewers: z
                  .array(z.string())
                  .describe(
                    'E-mail addresses, unique names or groups, or users and groups of the portal',
                  ),
                paths: paths(z),
                message: z.string().optional(),
                minimumApprovers: z.number().optional(),
                requesterCanApprove: z.boolean().optional(),
                blocking: blocking(z),
              }),
            )
            .optional()
            .describe(
              'Who is asked to review what: `reviewers`, `paths`, `message`, `minimumApprovers`, `requesterCanApprove`, `blocking`',
            ),
        statusChecks: z =>
          z
            .array(
              z.object({
                genre: z.string(),
                name: z.string(),
                resetOnPush: z.boolean().optional(),
                appliesWhenPosted: z.boolean().optional(),
                paths: paths(z),
                blocking: blocking(z),
              }),
            )
            .optional()
            .describe(
              'Statuses that have to be posted: `genre`, `name`, `resetOnPush`, `appliesWhenPosted`, `paths`, `blocking`',
            ),
        adopt: ensureInput.adopt,
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    handler: ensurePartOfInput(options, 'branch-policies'),
  });
}
