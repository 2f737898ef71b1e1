import { TEMPLATE_BRANCH } from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  createGitHttpTransport,
  ensureDefaultBranch,
  pushProject,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  createTemplateAction,
  getRepoSourceDirectory,
} from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { connectAzureDevOps } from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsRepositoryPush.examples';

/**
 * Pushes the rendered project: the first commit on the branch that people
 * work on, and the same commit on the pristine branch of the template.
 *
 * @public
 */
export function createRepositoryPushAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:repository:push',
    description:
      'Pushes the workspace as the first commit of an Azure DevOps repository, and keeps the same commit on the branch template/azure-mlops-project for later updates. Refuses an empty workspace and a repository with other content; finishes a push that was cut off',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        sourcePath: inputFields.sourcePath,
        branch: z =>
          z
            .string()
            .optional()
            .describe('Branch that people work on (default: main)'),
        commitMessage: z =>
          z
            .string()
            .optional()
            .describe(
              'Message of the commit (default: names the pristine branch)',
            ),
        token: inputFields.token,
      },
      output: {
        commitHash: z =>
          z
            .string()
            .optional()
            .describe(
              'The first commit; absent in a dry run that would make it',
            ),
        outcome: z =>
          z
            .enum(['created', 'unchanged'])
            .describe('Whether anything was pushed (in a dry run: would be)'),
        branch: z => z.string().describe('Branch that people work on'),
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { repoUrl, branch = 'main', token } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, effort, project, repository } = connectAzureDevOps(
          options,
          {
            repoUrl,
            token,
            signal: ctx.signal,
          },
        );
        const isRepositoryMissing =
          ctx.isDryRun === true &&
          (await client.git.findRepository({ project, repository })) ===
            undefined;
        const result = await pushProject({
          directory: getRepoSourceDirectory(
            ctx.workspacePath,
            ctx.input.sourcePath,
          ),
          remoteUrl: client.webUrls.repository({ project, repository }),
          http: createGitHttpTransport(client.gitHttp),
          branch,
          pristineBranch: TEMPLATE_BRANCH,
          message:
            ctx.input.commitMessage ??
            `Create the project (${TEMPLATE_BRANCH})`,
          author: author(options),
          date: (options.now ?? (() => new Date()))(),
          dryRun: ctx.isDryRun,
          isRepositoryMissing,
        });
        if (!ctx.isDryRun) {
          await ensureDefaultBranch({ client, project, repository, branch });
        }
        ctx.logger.info(
          `${result.files} files on ${branch} and ${TEMPLATE_BRANCH} of ${repository}: ${result.outcome}`,
        );
        ctx.output('commitHash', result.commit);
        ctx.output('outcome', result.outcome);
        ctx.output('branch', branch);
        ctx.output('http', effort());
      });
    },
  });
}

function author(options: AzureDevOpsActionsOptions) {
  const { config } = options;
  return {
    name:
      config.getOptionalString('scaffolder.defaultAuthor.name') ?? 'Backstage',
    email:
      config.getOptionalString('scaffolder.defaultAuthor.email') ??
      'scaffolder@backstage.io',
  };
}
