import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePartOfInput } from '../ensurePart';
import { examples } from './azureDevopsPipelinePermissionGrant.examples';

/**
 * Permits pipelines to use a resource.
 *
 * @public
 */
export function createPipelinePermissionGrantAction(
  options: AzureDevOpsActionsOptions,
) {
  return createTemplateAction({
    id: 'azure-devops:pipeline-permission:grant',
    description:
      'Permits pipelines to use an environment, service connection, variable group or agent queue. All of them have to be there. Takes nothing away from other pipelines, and never opens a resource to all pipelines',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        resource: z =>
          z
            .object({
              kind: z
                .enum([
                  'environment',
                  'service-connection',
                  'variable-group',
                  'agent-queue',
                ])
                .describe('Kind of the resource'),
              name: z.string().describe('Name of the resource'),
            })
            .describe('What the pipelines may use'),
        pipelines: z => z.array(z.string()).describe('Names of the pipelines'),
        adopt: ensureInput.adopt,
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    handler: ensurePartOfInput(options, 'pipeline-permission'),
  });
}
