import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePartOfInput } from '../ensurePart';
import { examples } from './azureDevopsGroupEnsure.examples';

/**
 * Makes sure that a group of the project has certain members.
 *
 * @public
 */
export function createGroupEnsureAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:group:ensure',
    description:
      'Makes sure that a group of the Azure DevOps project exists and has exactly these members. Azure DevOps Services only',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        name: z => z.string().describe('Name of the group'),
        description: z =>
          z
            .string()
            .optional()
            .describe(
              'Description, in front of the mark of this project (default: empty)',
            ),
        members: z =>
          z
            .array(z.string())
            .describe(
              'E-mail address, unique name or group of each member, or a user or group of the portal: `user:default/ari`',
            ),
        adopt: ensureInput.adopt,
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    handler: ensurePartOfInput(options, 'approver-group'),
  });
}
