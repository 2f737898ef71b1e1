import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { carryOutProvisioning } from '../carryOutPlan';
import { connectWithDesiredState } from '../connectWithDesiredState';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { desiredStateFields } from '../desiredStateOfInput';
import { provisioningSecrets } from '../provisioningSecrets';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsProvision.examples';

/**
 * Makes Azure DevOps what the configuration says: pipelines, environments,
 * checks, variable groups, service connections, policies, permissions.
 *
 * @public
 */
export function createProvisionAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:provision',
    description:
      'Makes Azure DevOps what operation/configuration in the workspace (or the input) says: pipelines, environments, checks, variable groups, service connections, groups, policies and permissions. Creates or updates only what differs',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        ...desiredStateFields,
        adopt: inputFields.adopt,
        prune: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Remove what carries the mark of this project and is not in the configuration any more (default: false, it is left alone and listed). Never removes the repository',
            ),
        secrets: inputFields.secrets,
        updateSecrets: inputFields.updateSecrets,
        token: inputFields.token,
      },
      output: {
        resources: outputFields.resources,
        summary: outputFields.summary,
        followUps: outputFields.followUps,
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { adopt } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, effort, project, desired } =
          await connectWithDesiredState(options, ctx);
        const secrets = provisioningSecrets({
          config: options.config,
          given: ctx.input.secrets,
        });
        const done = await carryOutProvisioning({
          context: ctx,
          request: {
            client,
            project,
            desired,
            adopt,
            prune: ctx.input.prune,
            updateSecrets: ctx.input.updateSecrets,
            secrets,
          },
          // The step that made the repository reports it.
          isReported: ({ kind, outcome }) =>
            ctx.isDryRun === true ||
            kind !== 'git-repository' ||
            outcome !== 'unchanged',
        });
        ctx.output('resources', done.resources);
        ctx.output('summary', done.summary);
        ctx.output('followUps', done.followUps);
        ctx.output('http', effort());
      });
    },
  });
}
