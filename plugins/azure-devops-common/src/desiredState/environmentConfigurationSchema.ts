import { z } from 'zod';
import { ROLES } from '../resources/roleAssignment';
import { checksSchema } from './checksSchema';
import {
  descriptionField,
  identityField,
  lineField,
  nameField,
} from './configurationFields';
import { versionField } from './projectConfigurationSchema';
import {
  containerRegistrySchema,
  serviceConnectionSchema,
} from './serviceConnectionSchema';
import { variableGroupSchema } from './variableGroupSchema';

const roleSchema = z.strictObject({
  identity: identityField
    .describe('Person or group: e-mail address or name.')
    .meta({ examples: ['ari.approver@contoso.example'] }),
  role: z.enum(ROLES).describe('What they may do with it.'),
  on: z
    .enum(['environment', 'variable_group'])
    .default('environment')
    .describe('What the role is given on.'),
});

/** The environment itself. */
export const environmentSchema = z.strictObject({
  name: nameField('environment')
    .describe('Name of the environment.')
    .meta({ examples: ['churn-model-prod'] }),
  description: descriptionField.describe('What it is for.'),
});

/** The approver group of an environment's configuration. */
export const approverGroupSchema = z.strictObject({
  name: nameField('group')
    .describe('Name of the group; unique in the Azure DevOps project.')
    .meta({ examples: ['churn-model-prod-approvers'] }),
  description: descriptionField.describe('What it is for.'),
  members: z
    .array(identityField)
    .min(1)
    .describe(
      'Its only members: e-mail addresses, names of groups, or entity references.',
    )
    .meta({ examples: [['ari.approver@contoso.example']] }),
});

/** `operation/configuration/environment_<name>/azure_devops.yml`. @public */
export const environmentConfigurationSchema = z.strictObject({
  version: versionField,
  environment: environmentSchema.describe(
    'The environment that deployment jobs name.',
  ),
  approver_group: approverGroupSchema
    .optional()
    .describe('A group of the project, for approvals and roles.'),
  checks: checksSchema
    .optional()
    .describe('What a run has to pass before it may use the environment.'),
  variable_group: variableGroupSchema
    .optional()
    .describe('Values that pipelines read at run time.'),
  service_connection: serviceConnectionSchema
    .optional()
    .describe('The way of pipelines to Azure.'),
  container_registry: containerRegistrySchema
    .optional()
    .describe('The way of pipelines to a container registry.'),
  roles: z
    .array(roleSchema)
    .default([])
    .describe(
      'Who may do what with the environment and the variable group; roles that others have been given stay.',
    ),
  permitted_pipelines: z
    .array(lineField({ maximum: 128 }))
    .optional()
    .describe(
      'The pipelines of this project that may use the environment, the variable group and the service connections; no others may.',
    )
    .meta({ examples: [['churn-model-deployment']] }),
});

/** Checked content of an environment's `azure_devops.yml`. @public */
export type EnvironmentConfiguration = z.output<
  typeof environmentConfigurationSchema
>;
