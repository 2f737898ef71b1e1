import { z } from 'zod';
import { DAYS_OF_THE_WEEK } from '../resources/businessHoursCheck';
import { ROLES } from '../resources/roleAssignment';
import {
  branchField,
  descriptionField,
  guidField,
  identityField,
  nameField,
  secretNameField,
  timeoutMinutesField,
  variableNameField,
} from './configurationFields';
import { CONFIGURATION_VERSION } from './projectConfigurationSchema';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: 'a time of day such as 09:00, in quotation marks',
});

const approvalSchema = z.strictObject({
  approvers: z.array(identityField).min(1),
  instructions: z.string().max(2000).optional(),
  minimum_approvers: z.int().min(1).default(1),
  requester_can_approve: z.boolean().default(false),
  timeout_minutes: timeoutMinutesField,
});

/** The checks of an environment's configuration. */
export const checksSchema = z.strictObject({
  /** A check on the service connection cannot be side-stepped by a job without `environment`. */
  applies_to: z
    .array(z.enum(['environment', 'service_connection', 'variable_group']))
    .min(1)
    .default(['environment', 'service_connection']),
  approval: approvalSchema.optional(),
  branch_control: z
    .strictObject({
      allowed_branches: z.array(branchField).min(1),
      require_protection: z.boolean().default(false),
      allow_unknown_protection: z.boolean().default(false),
      timeout_minutes: timeoutMinutesField,
    })
    .optional(),
  exclusive_lock: z
    .strictObject({ timeout_minutes: timeoutMinutesField })
    .optional(),
  business_hours: z
    .strictObject({
      days: z.array(z.enum(DAYS_OF_THE_WEEK)).min(1),
      start: time,
      end: time,
      time_zone: z.string().min(1).max(64).default('UTC'),
      timeout_minutes: timeoutMinutesField,
    })
    .optional(),
  required_templates: z
    .array(
      z.strictObject({
        repository: z.string().regex(/^[^/\s][^/]*\/[^/]+$/, {
          error: 'project/repository, or owner/repository outside Azure Repos',
        }),
        repository_type: z.enum(['git', 'github', 'bitbucket']).default('git'),
        reference: z.string().startsWith('refs/').default('refs/heads/main'),
        path: z.string().min(1).max(260),
      }),
    )
    .min(1)
    .optional(),
});

/** The variable group of an environment's configuration. */
export const variableGroupSchema = z
  .strictObject({
    name: nameField('variable-group'),
    description: descriptionField,
    variables: z.record(variableNameField, z.string()).default({}),
    /** Variable to name of the secret; the value never stands in a file. */
    secrets: z.record(variableNameField, secretNameField).default({}),
    key_vault: z
      .strictObject({
        name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/, {
          error: 'the name of a Key Vault: 3 to 24 letters, digits and hyphens',
        }),
        service_connection: z.string().min(1),
        secrets: z.array(z.string().regex(/^[0-9A-Za-z-]{1,127}$/)).min(1),
      })
      .optional(),
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

const authenticationSchema = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('workload_identity_federation'),
    creation: z.enum(['manual', 'automatic']).default('manual'),
    tenant_id: guidField,
    client_id: guidField.optional(),
  }),
  z.strictObject({
    scheme: z.literal('service_principal'),
    tenant_id: guidField,
    client_id: guidField,
    secret: secretNameField,
  }),
  z.strictObject({
    scheme: z.literal('managed_identity'),
    tenant_id: guidField,
  }),
]);

/** The service connection of an environment's configuration. */
export const serviceConnectionSchema = z
  .strictObject({
    name: nameField('service-connection'),
    description: descriptionField,
    subscription: z.strictObject({
      id: guidField,
      name: z.string().min(1).max(128),
    }),
    resource_group: z
      .string()
      .regex(/^[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]$/u, {
        error:
          'the name of a resource group: at most 90 letters, digits, underscores, hyphens, parentheses and dots, the last one no dot',
      })
      .optional(),
    authentication: authenticationSchema,
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
  name: nameField('service-connection'),
  description: descriptionField,
  registry: z.url({ protocol: /^https$/ }),
  user_name: z.string().min(1).max(256),
  secret: secretNameField,
});

const roleSchema = z.strictObject({
  identity: identityField,
  role: z.enum(ROLES),
  on: z.enum(['environment', 'variable_group']).default('environment'),
});

/** `operation/configuration/environment_<name>/azure_devops.yml`. @public */
export const environmentConfigurationSchema = z.strictObject({
  version: z.literal(CONFIGURATION_VERSION),
  environment: environmentSchema,
  approver_group: approverGroupSchema.optional(),
  checks: checksSchema.optional(),
/** The environment itself. */
export const environmentSchema = z.strictObject({
  name: nameField('environment'),
  description: descriptionField,
});

/** The approver group of an environment's configuration. */
export const approverGroupSchema = z.strictObject({
  name: nameField('group'),
  description: descriptionField,
  members: z.array(identityField).min(1),
});

  variable_group: variableGroupSchema.optional(),
  service_connection: serviceConnectionSchema.optional(),
  container_registry: containerRegistrySchema.optional(),
  roles: z.array(roleSchema).default([]),
  permitted_pipelines: z.array(z.string()).optional(),
});

/** Checked content of an environment's `azure_devops.yml`. @public */
export type EnvironmentConfiguration = z.output<
  typeof environmentConfigurationSchema
>;
