import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePartOfInput } from '../ensurePart';
import { examples } from './azureDevopsPipelineEnsure.examples';

/**
 * Makes sure that a YAML pipeline exists.
 *
 * @public
 */
export function createPipelineEnsureAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:pipeline:ensure',
    description:
      'Makes sure that a pipeline runs a YAML file of the repository. The repository has to be there; the folder is made where it is missing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        name: z => z.string().describe('Name of the pipeline'),
        yaml: z =>
          z
            .string()
            .describe('Path of the YAML file from the root of the repository'),
        folder: z =>
          z
            .string()
            .optional()
            .describe(
              'Folder of the pipeline, without slashes (default: the root)',
            ),
        defaultBranch: z =>
          z
            .string()
            .optional()
            .describe('Branch that runs start from (default: main)'),
        purpose: z =>
          z
            .string()
            .optional()
            .describe(
              'Description of the pipeline, in front of the mark of this project (default: empty)',
            ),
        queue: z =>
          z
            .string()
            .optional()
            .describe(
              'Agent queue for jobs whose YAML names no pool (default: that of Microsoft-hosted agents)',
            ),
        variables: z =>
          z
            .record(
              z.union([
                z.string(),
                z.object({
                  value: z.string(),
                  settableAtQueueTime: z.boolean().optional(),
                }),
              ]),
            )
            .optional()
            .describe(
              'Variables by name: a value, or `value` with `settableAtQueueTime` for one that whoever starts a run may change',
            ),
        adopt: ensureInput.adopt,
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    handler: ensurePartOfInput(options, 'pipeline'),
  });
}
