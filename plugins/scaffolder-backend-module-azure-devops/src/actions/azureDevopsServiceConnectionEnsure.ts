import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import { inputFields } from '../actionFields';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePart } from '../ensurePart';
import { examples } from './azureDevopsServiceConnectionEnsure.examples';

/** What plans and messages call the secret. */
const SECRET = 'secret';

/**
 * Makes sure that a service connection exists.
 *
 * @public
 */
export function createServiceConnectionEnsureAction(
  options: AzureDevOpsActionsOptions,
) {
  return createTemplateAction({
    id: 'azure-devops:service-connection:ensure',
    description:
      'Makes sure that a service connection to Azure or to a container registry exists. With workload identity federation `followUps` say what is left to do in Microsoft Entra',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        name: z => z.string().describe('Name of the service connection'),
        description: z =>
          z
            .string()
            .optional()
            .describe(
              'Description, in front of the mark of this project (default: empty)',
            ),
        azure: z =>
          z
            .object({
              subscription: z
                .object({ id: z.string(), name: z.string() })
                .describe('Id and name of the subscription'),
              resourceGroup: z
                .string()
                .optional()
                .describe(
                  'What the rights are limited to (default: the subscription)',
                ),
              authentication: z
                .object({
                  scheme: z
                    .enum([
                      'workload_identity_federation',
                      'service_principal',
                      'managed_identity',
                    ])
                    .describe('How it signs in'),
                  creation: z
                    .enum(['manual', 'automatic'])
                    .optional()
                    .describe(
                      'Who makes the app registration (default: manual)',
                    ),
                  tenantId: z.string(),
                  clientId: z.string().optional(),
                })
                .describe('`scheme`, `creation`, `tenantId`, `clientId`'),
            })
            .optional()
            .describe(
              'Connection to Azure: `subscription` (`id`, `name`), `resourceGroup`, `authentication` (`scheme`: workload_identity_federation, service_principal or managed_identity; `creation`, `tenantId`, `clientId`)',
            ),
        containerRegistry: z =>
          z
            .object({
              registry: z
                .string()
                .describe('Address such as https://contoso.azurecr.io'),
              userName: z.string(),
            })
            .optional()
            .describe(
              'Connection to a container registry, in place of `azure`: `registry`, `userName`',
            ),
        secret: z =>
          z
            .string()
            .optional()
            .describe(
              'The secret of the service principal, or the password of the registry: `${{ secrets.REGISTRY_PASSWORD }}`',
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
        azure,
        containerRegistry,
        secret,
        updateSecrets,
        ...content
      } = ctx.input;
      if ((azure === undefined) === (containerRegistry === undefined)) {
        throw new InputError(
          'azure, containerRegistry: found both or none, expected one of them. A service connection leads to one place.',
        );
      }
      await ensurePart({
        context: ctx,
        actions: options,
        part: azure === undefined ? 'container-registry' : 'azure-connection',
        input: {
          repoUrl,
          token,
          adopt,
          updateSecrets,
          secretValues: secret === undefined ? {} : { [SECRET]: secret },
        },
        content: {
          ...content,
          ...(containerRegistry && { ...containerRegistry, secret: SECRET }),
          ...(azure && {
            ...azure,
            authentication: {
              ...azure.authentication,
              ...(azure.authentication.scheme === 'service_principal' && {
                secret: SECRET,
              }),
            },
          }),
        },
      });
    },
  });
}
