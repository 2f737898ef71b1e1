import { z } from 'zod';
import { MAXIMUM_DESCRIPTION_LENGTH } from '../ownership/ownershipMark';
import {
  findNameProblem,
  NamedKind,
  SLUG_PATTERN,
} from '../names/resourceNames';

/** The only version of the configuration format there is so far. @public */
export const CONFIGURATION_VERSION = 1;

/** Azure DevOps' own default for approvals: 30 days. @public */
export const DEFAULT_APPROVAL_TIMEOUT_MINUTES = 43_200;

// Room for the ownership mark: two names of 64 characters and the brackets.
const LONGEST_MARK = 160;

const name = (kind: NamedKind) =>
  z.string().check(context => {
    const problem = findNameProblem({ kind, name: context.value });
    if (problem !== undefined) {
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: `a legal ${kind.replace('-', ' ')} name: this one ${problem}`,
      });
    }
  });

const description = z
  .string()
  .max(MAXIMUM_DESCRIPTION_LENGTH - LONGEST_MARK)
  .optional();

const repositoryPath = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+\.ya?ml$/, {
    error:
      'the path of a .yml file from the root of the repository, with forward slashes',
  });

const branch = z.string().regex(/^(?!refs\/)(?!\/)[^\s~^:?*[\\]+$/, {
  error: 'the short name of a branch, such as main',
});

/** `operation/configuration/azure_devops.yml`. @public */
export const projectConfigurationSchema = z.strictObject({
  version: z.literal(CONFIGURATION_VERSION),
  project: z.string().regex(SLUG_PATTERN, {
    error: 'a slug: lower-case letters and digits, parts joined by hyphens',
  }),
  pipelines: z.strictObject({
    folder: name('folder'),
    default_branch: branch.default('main'),
    definitions: z
      .array(
        z.strictObject({
          name: name('pipeline'),
          yaml: repositoryPath,
          purpose: description,
        }),
      )
      .min(1),
  }),
});

const approvalSchema = z.strictObject({
  approvers: z.array(z.string().trim().min(1)).min(1),
  instructions: z.string().max(2000).optional(),
  minimum_approvers: z.int().min(1).default(1),
  requester_can_approve: z.boolean().default(false),
  timeout_minutes: z
    .int()
    .min(1)
    .max(DEFAULT_APPROVAL_TIMEOUT_MINUTES)
    .default(DEFAULT_APPROVAL_TIMEOUT_MINUTES),
});

/** `operation/configuration/environment_<name>/azure_devops.yml`. @public */
export const environmentConfigurationSchema = z.strictObject({
  version: z.literal(CONFIGURATION_VERSION),
  environment: z.strictObject({ name: name('environment'), description }),
  checks: z.strictObject({ approval: approvalSchema.optional() }).optional(),
  variable_group: z
    .strictObject({
      name: name('variable-group'),
      description,
      variables: z
        .record(
          z.string().regex(/^[A-Za-z][A-Za-z0-9_.]*$/, {
            error:
              'a variable name: a letter, then letters, digits, dots and underscores',
          }),
          z.string(),
        )
        .refine(variables => Object.keys(variables).length > 0, {
          error: 'at least one variable: Azure DevOps takes no empty group',
        }),
    })
    .optional(),
  permitted_pipelines: z.array(z.string()).default([]),
});

/** Checked content of `operation/configuration/azure_devops.yml`. @public */
export type ProjectConfiguration = z.output<typeof projectConfigurationSchema>;

/** Checked content of an environment's `azure_devops.yml`. @public */
export type EnvironmentConfiguration = z.output<
  typeof environmentConfigurationSchema
>;
