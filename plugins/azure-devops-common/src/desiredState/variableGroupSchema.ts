import { z } from 'zod';
import {
  descriptionField,
  lineField,
  nameField,
  secretNameField,
  textField,
  variableNameField,
} from './configurationFields';

const keyVaultSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/, {
      error: 'the name of a Key Vault: 3 to 24 letters, digits and hyphens',
    })
    .describe('Name of the Key Vault.')
    .meta({ examples: ['kv-churn-prod'] }),
  service_connection: lineField({ maximum: 128 })
    .describe(
      'The service connection of this configuration that reads the vault.',
    )
    .meta({ examples: ['churn-model-prod-azure'] }),
  secrets: z
    .array(
      z.string().regex(/^[0-9A-Za-z-]{1,127}$/, {
        error: 'the name of a secret of the vault: letters, digits and hyphens',
      }),
    )
    .min(1)
    .describe('Names of the secrets that become variables.')
    .meta({ examples: [['database-password']] }),
});

/** The variable group of an environment's configuration. */
export const variableGroupSchema = z
  .strictObject({
    name: nameField('variable-group')
      .describe('Name of the variable group.')
      .meta({ examples: ['churn-model-prod'] }),
    description: descriptionField.describe('What its values are for.'),
    variables: z
      .record(variableNameField, textField)
      .default({})
      .describe(
        'Values by name of the variable; text only, so put numbers in quotation marks.',
      )
      .meta({ examples: [{ MLOPS_LOG_LEVEL: 'INFO' }] }),
    secrets: z
      .record(variableNameField, secretNameField)
      .default({})
      .describe(
        'By name of the variable, the name under which the user or the server has the value; the value never stands in a file. A secret that is no longer listed stays in the group.',
      )
      .meta({ examples: [{ API_KEY: 'CHURN_API_KEY' }] }),
    key_vault: keyVaultSchema
      .optional()
      .describe(
        'The Azure Key Vault that the values come from, instead of values of its own.',
      ),
  })
  .check(({ value, issues }) => {
    const own =
      Object.keys(value.variables).length + Object.keys(value.secrets).length;
    if (value.key_vault === undefined && own === 0) {
      issues.push({
        code: 'custom',
        input: value.variables,
        path: ['variables'],
        message: 'at least one variable: Azure DevOps takes no empty group',
      });
    }
    if (value.key_vault !== undefined && own > 0) {
      issues.push({
        code: 'custom',
        input: value.key_vault,
        path: ['key_vault'],
        message:
          'either values of its own or those of a Key Vault: Azure DevOps takes no mixed group',
      });
    }
  });
