import { z } from 'zod';
import { SLUG_PATTERN } from '../names/resourceNames';
import { branchPoliciesSchema } from './branchPoliciesSchema';
import {
  branchField,
  descriptionField,
  lineField,
  nameField,
  textField,
  variableNameField,
  yamlFileField,
} from './configurationFields';

/** The only version of the configuration format there is so far. @public */
export const CONFIGURATION_VERSION = 1;

/** Says which format a file has. */
export const versionField = z
  .literal(CONFIGURATION_VERSION)
  .describe('Version of this format; there is only 1 so far.');

const pipelineVariable = z.union([
  textField.describe('Its value, which no run can change.'),
  z.strictObject({
    value: textField.describe('Its value.'),
    settable_at_queue_time: z
      .boolean()
      .default(false)
      .describe('Whether whoever starts a run may give another value.'),
  }),
]);

/** A pipeline of the project's configuration. */
export const pipelineDefinitionSchema = z.strictObject({
  name: nameField('pipeline')
    .describe('Name of the pipeline; unique in its folder.')
    .meta({ examples: ['churn-model-ci'] }),
  yaml: yamlFileField
    .describe(
      'Path of its YAML file from the root of the repository, with forward slashes.',
    )
    .meta({ examples: ['azure_pipelines/ci.yml'] }),
  purpose: descriptionField.describe(
    'What it is for, in a sentence; shown as its description.',
  ),
  queue: lineField({ maximum: 256 })
    .optional()
    .describe(
      'Agent queue of jobs whose YAML names no pool; that of all pipelines when absent.',
    ),
  variables: z
    .record(variableNameField, pipelineVariable)
    .default({})
    .describe('Variables of the pipeline by name; no secrets.')
    .meta({ examples: [{ REGION: 'westeurope' }] }),
});

const repositoryPolicies = z.strictObject({
  maximum_file_size_megabytes: z
    .int()
    .min(1)
    .max(10_240)
    .optional()
    .describe(
      'Largest file, in megabytes, that can be pushed; any size when absent.',
    ),
  maximum_path_length: z
    .int()
    .min(1)
    .max(32_767)
    .optional()
    .describe(
      'Longest path, in characters, that can be pushed; any length when absent.',
    ),
  reserved_names: z
    .boolean()
    .default(false)
    .describe(
      'Whether to refuse file names that Windows cannot have, such as aux or con.',
    ),
  author_email_patterns: z
    .array(
      z
        .string()
        .max(256)
        .regex(/^!?[^\s\p{Cc}\p{Cs};@]+@[^\s\p{Cc}\p{Cs};@]+$/u, {
          error: 'a pattern of e-mail addresses, such as *@contoso.com',
        }),
    )
    .min(1)
    .optional()
    .describe(
      'E-mail addresses that the author of a commit may have, with * for anything and ! before what is refused; any when absent.',
    )
    .meta({ examples: [['*@contoso.com']] }),
});

/** The Azure DevOps project, as far as it can be created. */
export const azureDevopsProjectSchema = z.strictObject({
  create_when_missing: z
    .boolean()
    .describe(
      'Whether to create the Azure DevOps project when there is none; otherwise that is an error.',
    ),
  description: descriptionField.describe(
    'What a project that is created says about itself.',
  ),
  process: lineField({ maximum: 128 })
    .optional()
    .describe(
      'Process template, such as Basic, Agile or Scrum; the default of the organization when absent.',
    )
    .meta({ examples: ['Basic'] }),
});

/** `operation/configuration/azure_devops.yml`. @public */
export const projectConfigurationSchema = z.strictObject({
  version: versionField,
  project: z
    .string()
    .max(64)
    .regex(SLUG_PATTERN, {
      error: 'a slug: lower-case letters and digits, parts joined by hyphens',
    })
    .describe(
      'Name of the machine-learning project: lower-case letters and digits, parts joined by hyphens.',
    )
    .meta({ examples: ['churn-model'] }),
  azure_devops_project: azureDevopsProjectSchema
    .optional()
    .describe('The Azure DevOps project that everything is in.'),
  repository: z
    .strictObject({
      policies: repositoryPolicies
        .optional()
        .describe('What every push to the repository has to meet.'),
    })
    .optional()
    .describe('The Git repository of the project.'),
  branch_policies: branchPoliciesSchema
    .default([])
    .describe('What pull requests into each branch have to meet.'),
  pipelines: z
    .strictObject({
      folder: nameField('folder')
        .describe('Folder that the pipelines are shown in.')
        .meta({ examples: ['churn-model'] }),
      default_branch: branchField
        .default('main')
        .describe('Short name of the branch that runs start from.'),
      queue: lineField({ maximum: 256 })
        .optional()
        .describe(
          'Agent queue of jobs whose YAML names no pool; Azure Pipelines when absent.',
        ),
      definitions: z
        .array(pipelineDefinitionSchema)
        .min(1)
        .describe('The pipelines.'),
    })
    .describe('The pipelines of the project.'),
});

/** Checked content of `operation/configuration/azure_devops.yml`. @public */
export type ProjectConfiguration = z.output<typeof projectConfigurationSchema>;
