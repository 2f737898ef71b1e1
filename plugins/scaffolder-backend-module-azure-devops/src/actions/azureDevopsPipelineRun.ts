import { queuePipelineRun } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { connectAzureDevOps } from '../connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsPipelineRun.examples';

/**
 * Queues a run of a pipeline.
 *
 * @public
 */
export function createPipelineRunAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:pipeline:run',
    description:
      'Queues a run of a pipeline and gives the link to it. Does not wait for its end',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        pipeline: z => z.string().describe('Name of the pipeline'),
        folder: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder of the pipeline (needed when the name is taken in several)',
            ),
        branch: z =>
          z.string().optional().describe('Branch to run (default: main)'),
        unlessRun: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Give the newest run of the branch instead of queueing another, when there is one (default: false)',
            ),
        token: inputFields.token,
      },
      output: {
        runId: z =>
          z
            .string()
            .optional()
            .describe('Id of the run; absent in a dry run that would queue it'),
        runUrl: z => z.string().describe('Page of the run'),
        outcome: z =>
          z
            .enum(['queued', 'already-queued', 'would-queue'])
            .describe('Whether a run was queued; would-queue in a dry run'),
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { repoUrl, pipeline, folder, branch = 'main' } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, project } = connectAzureDevOps(options, {
          repoUrl,
          token: ctx.input.token,
          signal: ctx.signal,
        });
        const run = await queuePipelineRun({
          client,
          project,
          pipelineName: pipeline,
          folder,
          branch,
          unlessRunExists: ctx.input.unlessRun,
          dryRun: ctx.isDryRun,
        });
        ctx.logger.info(`Run of ${pipeline} on ${branch}: ${run.outcome}`);
        ctx.output('runId', run.id);
        ctx.output('runUrl', run.url);
        ctx.output('outcome', run.outcome);
        ctx.output('http', client.statistics);
      });
    },
  });
}
