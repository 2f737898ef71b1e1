import { z } from 'zod';
import {
  descriptionField,
  guidField,
  lineField,
  nameField,
  secretNameField,
} from './configurationFields';

const TENANT = 'Id of the Microsoft Entra tenant.';
const SECRET =
  'Name under which the user or the server has the password; the password never stands in a file.';

const authenticationSchema = z.discriminatedUnion(
  'scheme',
  [
    z
      .strictObject({
        scheme: z
          .literal('workload_identity_federation')
          .describe(
            'Without a secret: Azure trusts the tokens of Azure DevOps.',
          ),
        creation: z
          .enum(['manual', 'automatic'])
          .default('manual')
          .describe(
            'Who makes the app registration: somebody (manual), or Azure DevOps with the rights of whoever provisions (automatic).',
          ),
        tenant_id: guidField.describe(TENANT),
        client_id: guidField
          .optional()
          .describe(
            'Client id of the app registration or managed identity; required when creation is manual, and only then.',
          ),
      })
      .check(({ value, issues }) => {
        if ((value.creation === 'manual') !== (value.client_id !== undefined)) {
          issues.push({
            code: 'custom',
            input: value.client_id,
            path: ['client_id'],
            message:
              value.creation === 'manual'
                ? 'the client id of the app registration or managed identity, because creation is manual'
                : 'no client id, because creation is automatic: Azure DevOps makes the app registration',
          });
        }
      }),
    z.strictObject({
      scheme: z
        .literal('service_principal')
        .describe('With the password of an app registration.'),
      tenant_id: guidField.describe(TENANT),
      client_id: guidField.describe('Client id of the app registration.'),
      secret: secretNameField.describe(SECRET),
    }),
    z.strictObject({
      scheme: z
        .literal('managed_identity')
        .describe('With the identity of the machine that the agent runs on.'),
      tenant_id: guidField.describe(TENANT),
    }),
  ],
  {
    error:
      'workload_identity_federation, service_principal or managed_identity',
  },
);

/** The service connection of an environment's configuration. */
export const serviceConnectionSchema = z
  .strictObject({
    name: nameField('service-connection')
      .describe('Name of the service connection.')
      .meta({ examples: ['churn-model-prod-azure'] }),
    description: descriptionField.describe('What it is for.'),
    subscription: z
      .strictObject({
        id: guidField.describe('Id of the subscription.'),
        name: lineField({ maximum: 128 }).describe('Name of the subscription.'),
      })
      .describe('The Azure subscription that it leads to.'),
    resource_group: z
      .string()
      .regex(/^[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]$/u, {
        error:
          'the name of a resource group: at most 90 letters, digits, underscores, hyphens, parentheses and dots, the last one no dot',
      })
      .optional()
      .describe('What it is meant for; the whole subscription when absent.')
      .meta({ examples: ['rg-churn-prod'] }),
    authentication: authenticationSchema.describe('How it signs in to Azure.'),
  })
  .check(({ value, issues }) => {
    if (
      value.resource_group !== undefined &&
      value.authentication.scheme === 'managed_identity'
    ) {
      issues.push({
        code: 'custom',
        input: value.resource_group,
        path: ['resource_group'],
        message:
          'no resource group: the rights of a managed identity are given in Azure alone',
      });
    }
  });

/** The container registry of an environment's configuration. */
export const containerRegistrySchema = z.strictObject({
  name: nameField('service-connection')
    .describe('Name of the service connection.')
    .meta({ examples: ['churn-model-prod-registry'] }),
  description: descriptionField.describe('What it is for.'),
  registry: z
    .url({ protocol: /^https$/, error: 'an address that starts with https://' })
    .max(256)
    .describe('Address of the registry.')
    .meta({
      pattern: '^https://',
      examples: ['https://contoso.azurecr.io'],
    }),
  user_name: lineField({ maximum: 256 }).describe(
    'Name that it signs in with.',
  ),
  secret: secretNameField.describe(SECRET),
});
