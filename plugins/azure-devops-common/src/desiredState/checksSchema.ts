import { z } from 'zod';
import { DAYS_OF_THE_WEEK } from '../resources/businessHoursCheck';
import {
  branchPatternField,
  identityField,
  lineField,
  textField,
  timeoutMinutesField,
} from './configurationFields';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: 'a time of day such as 09:00, in quotation marks',
});

const approvalSchema = z.strictObject({
  approvers: z
    .array(identityField)
    .min(1)
    .describe(
      'Who may approve: e-mail addresses, names of groups, or entity references such as user:default/ari and group:default/reviewers.',
    )
    .meta({ examples: [['ari.approver@contoso.example']] }),
  instructions: textField
    .max(2000)
    .optional()
    .describe('What approvers are told.'),
  minimum_approvers: z
    .int()
    .min(1)
    .default(1)
    .describe('How many of them have to approve.'),
  requester_can_approve: z
    .boolean()
    .default(false)
    .describe('Whether whoever started the run may approve it.'),
  timeout_minutes: timeoutMinutesField,
});

const branchControlSchema = z.strictObject({
  allowed_branches: z
    .array(branchPatternField)
    .min(1)
    .describe(
      'Short names of the branches whose runs may use the resource; * stands for anything.',
    )
    .meta({ examples: [['main', 'release/*']] }),
  require_protection: z
    .boolean()
    .default(false)
    .describe('Whether the branch must have a branch policy.'),
  allow_unknown_protection: z
    .boolean()
    .default(false)
    .describe(
      'Whether branches pass whose protection Azure DevOps cannot tell.',
    ),
  timeout_minutes: timeoutMinutesField,
});

const businessHoursSchema = z.strictObject({
  days: z
    .array(z.enum(DAYS_OF_THE_WEEK))
    .min(1)
    .describe('Days of the week.')
    .meta({ examples: [['Monday', 'Tuesday', 'Wednesday', 'Thursday']] }),
  start: time
    .describe('Time of day from which on runs may use the resource, HH:MM.')
    .meta({ examples: ['09:00'] }),
  end: time
    .describe('Time of day until which runs may use the resource, HH:MM.')
    .meta({ examples: ['16:00'] }),
  time_zone: lineField({ maximum: 64 })
    .default('UTC')
    .describe(
      'Time zone as Windows names it, such as UTC or W. Europe Standard Time.',
    ),
  timeout_minutes: timeoutMinutesField,
});

const requiredTemplateSchema = z.strictObject({
  repository: z
    .string()
    .max(256)
    .regex(/^[^/\s\p{Cc}\p{Cs}][^/\p{Cc}\p{Cs}]*\/[^/\p{Cc}\p{Cs}]+$/u, {
      error: 'project/repository, or owner/repository outside Azure Repos',
    })
    .describe(
      'Repository of the template: project/repository, or owner/repository outside Azure Repos.',
    )
    .meta({ examples: ['machine-learning/pipeline-templates'] }),
  repository_type: z
    .enum(['git', 'github', 'bitbucket'])
    .default('git')
    .describe('Where that repository is; git stands for Azure Repos.'),
  reference: lineField({ maximum: 256 })
    .startsWith('refs/')
    .default('refs/heads/main')
    .describe('Full name of the branch or tag.'),
  path: lineField({ maximum: 260 })
    .describe('Path of the template in its repository.')
    .meta({ examples: ['secure_deployment.yml'] }),
});

/** The checks of an environment's configuration. */
export const checksSchema = z.strictObject({
  applies_to: z
    .array(z.enum(['environment', 'service_connection', 'variable_group']))
    .min(1)
    .default(['environment', 'service_connection'])
    .describe(
      'What the checks protect. A job that names no environment can side-step those of the environment, never those of the service connection.',
    ),
  approval: approvalSchema
    .optional()
    .describe('People who have to agree before a stage runs.'),
  branch_control: branchControlSchema
    .optional()
    .describe('The branches whose runs may use the resource.'),
  exclusive_lock: z
    .strictObject({ timeout_minutes: timeoutMinutesField })
    .optional()
    .describe(
      'One run at a time. Whether waiting runs follow each other or are dropped is lockBehavior in the YAML of the pipeline.',
    ),
  business_hours: businessHoursSchema
    .optional()
    .describe('When runs may use the resource.'),
  required_templates: z
    .array(requiredTemplateSchema)
    .min(1)
    .optional()
    .describe('YAML files, one of which a pipeline has to extend.'),
});
