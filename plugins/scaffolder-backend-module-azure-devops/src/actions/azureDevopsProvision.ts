import {
  findConflicts,
  renderOutcomesAsMarkdown,
  renderPlanAsMarkdown,
  renderPlanAsText,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  applyPlan,
  planProvisioning,
  ResourceConflictError,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { connectAzureDevOps } from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import {
  desiredStateFields,
  readDesiredStateOfInput,
} from '../desiredStateOfInput';
import { plannedResources } from '../plannedResources';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsProvision.examples';

/**
 * Makes Azure DevOps what the configuration says: pipelines, environments,
 * approval checks, variable groups, pipeline permissions.
 *
 * @public
 */
export function createProvisionAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:provision',
    description:
      'Makes Azure DevOps what operation/configuration in the workspace (or the input) says: pipelines, environments, approval checks, variable groups and pipeline permissions. Creates or updates only what differs',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        ...desiredStateFields,
        adopt: inputFields.adopt,
        token: inputFields.token,
      },
      output: {
        resources: outputFields.resources,
        summary: outputFields.summary,
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
        const desired = await readDesiredStateOfInput({
          ...ctx.input,
          repository,
          workspacePath: ctx.workspacePath,
        });
        const plan = await planProvisioning({
          client,
          project,
          desired,
          adopt,
        });
        if (ctx.isDryRun) {
          ctx.logger.info(renderPlanAsText(plan));
          if (findConflicts(plan).length > 0) {
            throw new ResourceConflictError(plan);
          }
          ctx.output(
            'resources',
            plannedResources({
              plan,
              projectUrl: client.webUrls.project(project),
            }),
          );
          ctx.output('summary', renderPlanAsMarkdown(plan));
        } else {
          const applied = await applyPlan({
            client,
            plan,
            signal: ctx.signal,
            onProgress: ({ kind, name, outcome }) =>
              ctx.logger.info(`${kind} ${name}: ${outcome}`),
          });
          // The step that made the repository reports it.
          const outcomes = applied.filter(
            ({ kind, outcome }) =>
              kind !== 'git-repository' || outcome !== 'unchanged',
          );
          ctx.output(
            'resources',
            outcomes.map(({ kind, name, outcome, url }) => ({
              kind,
              name,
              outcome,
              url,
            })),
          );
          ctx.output('summary', renderOutcomesAsMarkdown(outcomes));
        }
        ctx.output('http', effort());
      });
    },
  });
}
