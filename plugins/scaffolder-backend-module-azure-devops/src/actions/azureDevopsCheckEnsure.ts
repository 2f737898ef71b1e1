import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { ensureInput, ensureOutput, ensurePartOfInput } from '../ensurePart';
import { examples } from './azureDevopsCheckEnsure.examples';

/**
 * Makes sure that checks guard a resource.
 *
 * @public
 */
export function createCheckEnsureAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:check:ensure',
    description:
      'Makes sure that an environment, service connection or variable group that is there has these checks. Checks of other types stay as they are',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: ensureInput.repoUrl,
        resource: z =>
          z
            .object({
              kind: z
                .enum(['environment', 'service-connection', 'variable-group'])
                .describe('Kind of the resource'),
              name: z.string().describe('Name of the resource'),
            })
            .describe('What the checks guard'),
        approval: z =>
          z
            .object({
              approvers: z
                .array(z.string())
                .describe(
                  'E-mail address, unique name or group of each approver, or a user or group of the portal: `group:default/approvers`',
                ),
              instructions: z.string().optional(),
              minimumApprovers: z
                .number()
                .optional()
                .describe('How many have to agree (default: 1)'),
              requesterCanApprove: z
                .boolean()
                .optional()
                .describe(
                  'Whether whoever started the run may approve it (default: false)',
                ),
              timeoutMinutes: z
                .number()
                .optional()
                .describe('How long a run waits (default: 43200, 30 days)'),
            })
            .optional()
            .describe(
              'People who have to agree: `approvers`, `instructions`, `minimumApprovers`, `requesterCanApprove`, `timeoutMinutes`',
            ),
        branchControl: z =>
          z
            .object({
              allowedBranches: z
                .array(z.string())
                .describe('Short names; `*` stands for anything'),
              requireProtection: z
                .boolean()
                .optional()
                .describe(
                  'Only branches with a branch policy (default: false)',
                ),
              allowUnknownProtection: z
                .boolean()
                .optional()
                .describe(
                  'Let branches pass whose protection nobody can tell (default: false)',
                ),
              timeoutMinutes: z
                .number()
                .optional()
                .describe('How long a run waits (default: 43200, 30 days)'),
            })
            .optional()
            .describe(
              'Branches whose runs may use the resource: `allowedBranches`, `requireProtection`, `allowUnknownProtection`, `timeoutMinutes`',
            ),
        exclusiveLock: z =>
          z
            .object({
              timeoutMinutes: z
                .number()
                .optional()
                .describe('How long a run waits (default: 43200, 30 days)'),
            })
            .optional()
            .describe(
              'One run at a time: `timeoutMinutes`, or an empty object',
            ),
        businessHours: z =>
          z
            .object({
              days: z.array(z.string()).describe('Days such as Monday'),
              start: z.string().describe('Such as 09:00'),
              end: z.string().describe('Such as 17:00'),
              timeZone: z
                .string()
                .optional()
                .describe(
                  'Id of a time zone as Windows names them (default: UTC)',
                ),
              timeoutMinutes: z
                .number()
                .optional()
                .describe('How long a run waits (default: 43200, 30 days)'),
            })
            .optional()
            .describe(
              'Hours at which runs may use the resource: `days`, `start`, `end`, `timeZone`, `timeoutMinutes`',
            ),
        requiredTemplates: z =>
          z
            .array(
              z.object({
                repository: z.string().describe('project/repository'),
                repositoryType: z
                  .enum(['git', 'github', 'bitbucket'])
                  .optional(),
                reference: z
                  .string()
                  .optional()
                  .describe(
                    'Full name of the branch (default: refs/heads/main)',
                  ),
                path: z.string().describe('Path of the YAML file'),
              }),
            )
            .optional()
            .describe(
              'YAML templates that a pipeline has to extend: `repository`, `repositoryType`, `reference`, `path`',
            ),
        adopt: ensureInput.adopt,
        token: ensureInput.token,
      },
      output: ensureOutput,
    },
    handler: ensurePartOfInput(options, 'check'),
  });
}
