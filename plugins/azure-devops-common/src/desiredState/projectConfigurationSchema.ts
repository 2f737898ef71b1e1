import { z } from 'zod';
import { SLUG_PATTERN } from '../names/resourceNames';
import { branchPoliciesSchema } from './branchPoliciesSchema';
import {
  branchField,
  descriptionField,
  nameField,
  variableNameField,
  yamlFileField,
} from './configurationFields';

/** The only version of the configuration format there is so far. @public */
export const CONFIGURATION_VERSION = 1;

const pipelineVariable = z.union([
  z.string(),
  z.strictObject({
    value: z.string(),
    settable_at_queue_time: z.boolean().default(false),
  }),
]);

/** A pipeline of the project's configuration. */
export const pipelineDefinitionSchema = z.strictObject({
  name: nameField('pipeline'),
  yaml: yamlFileField,
  purpose: descriptionField,
  queue: z.string().min(1).max(256).optional(),
  variables: z.record(variableNameField, pipelineVariable).default({}),
});

const repositoryPolicies = z.strictObject({
  maximum_file_size_megabytes: z.int().min(1).max(10_240).optional(),
  maximum_path_length: z.int().min(1).max(32_767).optional(),
  reserved_names: z.boolean().default(false),
  author_email_patterns: z
    .array(
      z.string().regex(/^!?[^\s;@]+@[^\s;@]+$/, {
        error: 'a pattern of e-mail addresses, such as *@contoso.com',
      }),
    )
    .min(1)
    .optional(),
});

/** The Azure DevOps project, as far as it can be created. */
export const azureDevopsProjectSchema = z.strictObject({
  create_when_missing: z.boolean(),
  description: descriptionField,
  process: z.string().min(1).max(128).optional(),
});

/** `operation/configuration/azure_devops.yml`. @public */
export const projectConfigurationSchema = z.strictObject({
  version: z.literal(CONFIGURATION_VERSION),
  project: z.string().regex(SLUG_PATTERN, {
    error: 'a slug: lower-case letters and digits, parts joined by hyphens',
  }),
  azure_devops_project: azureDevopsProjectSchema.optional(),
  repository: z
    .strictObject({ policies: repositoryPolicies.optional() })
    .optional(),
  branch_policies: branchPoliciesSchema.default([]),
  pipelines: z.strictObject({
    folder: nameField('folder'),
    default_branch: branchField.default('main'),
    queue: z.string().min(1).max(256).optional(),
    definitions: z.array(pipelineDefinitionSchema).min(1),
  }),
});

/** Checked content of `operation/configuration/azure_devops.yml`. @public */
export type ProjectConfiguration = z.output<typeof projectConfigurationSchema>;
