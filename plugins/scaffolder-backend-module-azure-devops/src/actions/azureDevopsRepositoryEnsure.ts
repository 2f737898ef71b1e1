import { ensureRepository } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { connectAzureDevOps } from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsRepositoryEnsure.examples';

/**
 * Makes sure that a Git repository exists.
 *
 * @public
 */
export function createRepositoryEnsureAction(
  options: AzureDevOpsActionsOptions,
) {
  return createTemplateAction({
    id: 'azure-devops:repository:ensure',
    description:
      'Makes sure that a Git repository exists in an Azure DevOps project. One that holds content this template did not put there is reported and left alone',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        adopt: inputFields.adopt,
        token: inputFields.token,
      },
      output: {
        remoteUrl: z =>
          z.string().describe('Address to clone from and push to'),
        repoContentsUrl: z =>
          z.string().describe('Page with the files of the repository'),
        repositoryId: z =>
          z
            .string()
            .optional()
            .describe(
              'Id of the repository; absent in a dry run that would create it',
            ),
        projectUrl: z =>
          z.string().describe('Page of the Azure DevOps project'),
        resources: outputFields.resources,
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { repoUrl, token, adopt } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, effort, project, repository } = connectAzureDevOps(
          options,
          {
            repoUrl,
            token,
            signal: ctx.signal,
          },
        );
        const result = await ensureRepository({
          client,
          project,
          repository,
          adopt,
          dryRun: ctx.isDryRun,
        });
        ctx.logger.info(`git-repository ${repository}: ${result.outcome}`);
        ctx.output('remoteUrl', result.remoteUrl);
        ctx.output('repoContentsUrl', result.webUrl);
        ctx.output('repositoryId', result.id);
        ctx.output('projectUrl', client.webUrls.project(project));
        ctx.output('resources', [
          {
            kind: 'git-repository',
            name: repository,
            outcome: result.outcome,
            url: result.webUrl,
          },
        ]);
        ctx.output('http', effort());
      });
    },
  });
}
