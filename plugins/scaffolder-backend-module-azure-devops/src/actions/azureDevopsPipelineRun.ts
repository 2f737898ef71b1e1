import {
  type AzureDevOpsClient,
  type PipelineRunOutcome,
  queuePipelineRun,
  type QueuePipelineRunOptions,
  UnknownReferenceError,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
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
        const { client, effort, project, host, organization } =
          connectAzureDevOps(options, {
            repoUrl,
            token: ctx.input.token,
            signal: ctx.signal,
          });
        const request = {
          client,
          project,
          pipelineName: pipeline,
          folder,
          branch,
          unlessRunExists: ctx.input.unlessRun,
        };
        const run = ctx.isDryRun
          ? await findRunOfDryRun(request)
          : await queueOnce({
              client,
              project,
              queue: () => queuePipelineRun(request),
              checkpoint: ctx.checkpoint,
              key: [host, organization, project, folder, pipeline, branch].join(
                '/',
              ),
            });
        ctx.logger.info(`Run of ${pipeline} on ${branch}: ${run.outcome}`);
        ctx.output('runId', run.id);
        ctx.output('runUrl', run.url);
        ctx.output('outcome', run.outcome);
        ctx.output('http', effort());
      });
    },
  });
}

type Checkpoint = <T extends JsonValue>(options: {
  key: string;
  fn: () => Promise<T>;
}) => Promise<T>;

/**
 * Queues a run, and not a second one when the task goes on after its back end
 * died. A run that was remembered but is gone is queued anew.
 */
async function queueOnce(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly queue: () => Promise<PipelineRunOutcome>;
  readonly checkpoint: Checkpoint;
  readonly key: string;
}): Promise<Pick<PipelineRunOutcome, 'id' | 'url' | 'outcome'>> {
  const { client, project, queue, checkpoint, key } = options;
  let queued: PipelineRunOutcome | undefined;
  const { id, url } = await checkpoint({
    key: `pipeline-run.${key}`,
    fn: async () => {
      queued = await queue();
      return { id: queued.id ?? '', url: queued.url };
    },
  });
  if (queued !== undefined) {
    return queued;
  }
  return (await client.builds.find({ project, id })) === undefined
    ? queue()
    : { id, url, outcome: 'already-queued' };
}

/** A dry run of a whole template comes here before there is a pipeline. */
async function findRunOfDryRun(
  request: QueuePipelineRunOptions,
): Promise<Pick<PipelineRunOutcome, 'id' | 'url' | 'outcome'>> {
  const { client, project } = request;
  try {
    return await queuePipelineRun({ ...request, dryRun: true });
  } catch (error) {
    if (error instanceof UnknownReferenceError && error.field === 'pipeline') {
      const url = client.webUrls.pipelines({ project });
      return { id: undefined, url, outcome: 'would-queue' };
    }
    throw error;
  }
}
