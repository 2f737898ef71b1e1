import { planTeardown } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { renderPlanAsMarkdown } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { carryOutPlan } from '../carryOutPlan';
import { connectAzureDevOps } from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsTeardown.examples';

/**
 * Removes what provisioning made for a repository.
 *
 * @public
 */
export function createTeardownAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:teardown',
    description:
      'Removes everything in the Azure DevOps project that carries the mark of a repository, in reverse order of its making: policies, variable groups, service connections, environments, groups, pipelines. What others made stays, and so does the repository unless it is asked for by its name. Run it as a dry run first to see the plan; one that was cut off is finished by running it again',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        removeRepository: z =>
          z
            .string()
            .optional()
            .describe(
              'The name of the repository, once more, to remove it too with all its history; only one that this template filled (default: it stays)',
            ),
        token: inputFields.token,
      },
      output: {
        plan: z => z.string().describe('The plan as a Markdown table'),
        resources: outputFields.resources,
        summary: outputFields.summary,
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { repoUrl, token, removeRepository } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, effort, project, repository } = connectAzureDevOps(
          options,
          { repoUrl, token, signal: ctx.signal },
        );
        requireSameName(removeRepository, repository);
        const plan = await planTeardown({
          client,
          project,
          repository,
          removeRepository: removeRepository !== undefined,
          signal: ctx.signal,
        });
        ctx.output('plan', renderPlanAsMarkdown(plan));
        const done = await carryOutPlan({ context: ctx, client, plan });
        ctx.output('resources', done.resources);
        ctx.output('summary', done.summary);
        ctx.output('http', effort());
      });
    },
  });
}

/** A name that was typed for another repository must not remove this one. */
function requireSameName(
  removeRepository: string | undefined,
  repository: string,
): void {
  if (removeRepository !== undefined && removeRepository !== repository) {
    throw new InputError(
      `removeRepository: found '${removeRepository.slice(
        0,
        80,
      )}', expected '${repository}', the repository of repoUrl. ` +
        'Nothing was removed. Write its exact name, or leave it out to keep the repository.',
    );
  }
}
