import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields } from '../actionFields';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePart } from '../ensurePart';
import { examples } from './azureDevopsVariableGroupEnsure.examples';

/**
 * Makes sure that a variable group has certain values.
 *
 * @public
 */
export function createVariableGroupEnsureAction(
  options: AzureDevOpsActionsOptions,
) {
  return createTemplateAction({
    id: 'azure-devops:variable-group:ensure',
    description:
      'Makes sure that a variable group has these values, or those of an Azure Key Vault through a service connection that is there',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        name: z => z.string().describe('Name of the variable group'),
        description: z =>
          z
            .string()
            .optional()
            .describe(
              'Description, in front of the mark of this project (default: empty)',
            ),
        variables: z =>
          z
            .record(z.string())
            .optional()
            .describe(
              'Plain variables by name; plain ones that are not named are removed',
            ),
        secrets: z =>
          z
            .record(z.string())
            .optional()
            .describe(
              'Secret variables by name, with their values: `API_KEY: ${{ secrets.API_KEY }}`. One that is there keeps its value unless `updateSecrets` is set',
            ),
        keyVault: z =>
          z
            .object({
              name: z.string().describe('Name of the Key Vault'),
              serviceConnection: z
                .string()
                .describe('Name of the service connection that reads it'),
              secrets: z
                .array(z.string())
                .describe('Names of secrets of the vault'),
            })
            .optional()
            .describe(
              'Key Vault whose secrets the group shows, in place of values of its own',
            ),
        updateSecrets: inputFields.updateSecrets,
        adopt: ensureInput.adopt,
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    async handler(ctx) {
      const {
        repoUrl,
        token,
        adopt,
        secrets = {},
        updateSecrets,
        ...content
      } = ctx.input;
      // The format has names in the place of values, and so have plans and messages.
      const names = Object.keys(secrets);
      await ensurePart({
        context: ctx,
        actions: options,
        part: 'variable-group',
        input: {
          repoUrl,
          token,
          adopt,
          updateSecrets,
          secretValues: Object.fromEntries(
            names.map(name => [secretNameOf(name, names), secrets[name]]),
          ),
        },
        content: {
          ...content,
          secrets: Object.fromEntries(
            names.map(name => [name, secretNameOf(name, names)]),
          ),
        },
      });
    },
  });
}

/** Names of variables may have dots, which names of secrets have not. */
function secretNameOf(name: string, names: readonly string[]): string {
  return `variable-${names.indexOf(name)}`;
}
