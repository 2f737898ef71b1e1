import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePartOfInput } from '../ensurePart';
import { examples } from './azureDevopsProjectEnsure.examples';

/**
 * Makes sure that an Azure DevOps project exists.
 *
 * @public
 */
export function createProjectEnsureAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:project:ensure',
    description:
      'Makes sure that the Azure DevOps project of a repository address exists, and waits until a new one can be used. One that is there is left as it is',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        description: z =>
          z
            .string()
            .optional()
            .describe('Description of a new project (default: empty)'),
        process: z =>
          z
            .string()
            .optional()
            .describe(
              'Process of a new project: Basic, Agile, Scrum, CMMI or one of the organization (default: that of the organization)',
            ),
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    handler: ensurePartOfInput(options, 'project'),
  });
}
