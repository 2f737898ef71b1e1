import { ensurePullRequest } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { connectAzureDevOps } from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsPullRequestCreate.examples';

/**
 * Creates a pull request for a branch that has been pushed.
 *
 * @public
 */
export function createPullRequestCreateAction(
  options: AzureDevOpsActionsOptions,
) {
  return createTemplateAction({
    id: 'azure-devops:pull-request:create',
    description:
      'Creates a pull request for a branch that has been pushed. When there is an active one for the same two branches, that one is given back as it is',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        sourceBranch: z =>
          z.string().describe('Short name of the branch that has been pushed'),
        targetBranch: z =>
          z
            .string()
            .optional()
            .describe(
              'Short name of the branch to merge into (default: the default branch of the repository)',
            ),
        title: z => z.string().describe('Title of the pull request'),
        description: z =>
          z
            .string()
            .optional()
            .describe('Description of the pull request, in Markdown'),
        draft: z =>
          z
            .boolean()
            .optional()
            .describe('Create it as a draft (default: false)'),
        reviewers: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'E-mail address, unique name or group of each reviewer (default: those whom the policies ask)',
            ),
        token: inputFields.token,
      },
      output: {
        pullRequestId: z =>
          z
            .string()
            .optional()
            .describe(
              'Id of the pull request; absent in a dry run that would create it',
            ),
        pullRequestUrl: z => z.string().describe('Page of the pull request'),
        outcome: z =>
          z
            .enum(['created', 'unchanged'])
            .describe('Whether it was created (in a dry run: would be)'),
        targetBranch: z => z.string().describe('Branch to merge into'),
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { repoUrl, token, draft, ...request } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, effort, project, repository } = connectAzureDevOps(
          options,
          { repoUrl, token, signal: ctx.signal },
        );
        const done = await ensurePullRequest({
          ...request,
          client,
          project,
          repository,
          isDraft: draft,
          dryRun: ctx.isDryRun,
        });
        ctx.logger.info(
          `Pull request of ${request.sourceBranch} into ${done.targetBranch}: ${done.outcome}`,
        );
        ctx.output('pullRequestId', done.id);
        ctx.output('pullRequestUrl', done.url);
        ctx.output('outcome', done.outcome);
        ctx.output('targetBranch', done.targetBranch);
        ctx.output('http', effort());
      });
    },
  });
}
