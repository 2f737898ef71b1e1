import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePartOfInput } from '../ensurePart';
import { examples } from './azureDevopsEnvironmentEnsure.examples';

/**
 * Makes sure that an environment exists.
 *
 * @public
 */
export function createEnvironmentEnsureAction(
  options: AzureDevOpsActionsOptions,
) {
  return createTemplateAction({
    id: 'azure-devops:environment:ensure',
    description:
      'Makes sure that an environment exists, without checks and permissions, which have actions of their own',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        name: z => z.string().describe('Name of the environment'),
        description: z =>
          z
            .string()
            .optional()
            .describe(
              'Description, in front of the mark of this project (default: empty)',
            ),
        adopt: ensureInput.adopt,
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    handler: ensurePartOfInput(options, 'environment'),
  });
}
