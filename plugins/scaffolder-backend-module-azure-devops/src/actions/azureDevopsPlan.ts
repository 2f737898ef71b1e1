import {
  findConflicts,
  renderPlanAsMarkdown,
  renderPlanAsText,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  planProvisioning,
  readDesiredState,
  ResourceConflictError,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  createTemplateAction,
  getRepoSourceDirectory,
} from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { connectAzureDevOps } from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsPlan.examples';

/**
 * Compares the configuration in the workspace with what stands in Azure
 * DevOps. Reads only, so it also finds out before anything is made whether the
 * project, the approvers and the permissions are there.
 *
 * @public
 */
export function createPlanAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:plan',
    description:
      'Reads operation/configuration in the workspace and Azure DevOps, and prints what provisioning would create, update or leave alone. Writes nothing. Fails on resources of the same name that this project did not make',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        sourcePath: inputFields.sourcePath,
        adopt: inputFields.adopt,
        token: inputFields.token,
      },
      output: {
        plan: z => z.string().describe('The plan as a Markdown table'),
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { repoUrl, token, sourcePath, adopt } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, effort, project, repository } = connectAzureDevOps(
          options,
          {
            repoUrl,
            token,
            signal: ctx.signal,
          },
        );
        const desired = await readDesiredState({
          directory: getRepoSourceDirectory(ctx.workspacePath, sourcePath),
          repository,
        });
        const plan = await planProvisioning({
          client,
          project,
          desired,
          adopt,
          signal: ctx.signal,
        });
        ctx.logger.info(renderPlanAsText(plan));
        ctx.output('plan', renderPlanAsMarkdown(plan));
        ctx.output('http', effort());
        if (findConflicts(plan).length > 0) {
          throw new ResourceConflictError(plan);
        }
      });
    },
  });
}
