import {
  countActions,
  findConflicts,
  needsWrites,
  type Plan,
  renderPlanAsJson,
  renderPlanAsMarkdown,
  renderPlanAsText,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  planProvisioning,
  requireSecrets,
  ResourceConflictError,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inputFields, outputFields } from '../actionFields';
import { connectWithDesiredState } from '../connectWithDesiredState';
import type { AzureDevOpsActionsOptions } from '../createAzureDevOpsActions';
import { desiredStateFields } from '../desiredStateOfInput';
import { provisioningSecrets } from '../provisioningSecrets';
import { withBackstageErrors } from '../toBackstageError';
import { examples } from './azureDevopsPlan.examples';

/**
 * Compares the configuration in the workspace with what stands in Azure
 * DevOps. Reads only, so it also finds out before anything is made whether the
 * project, the approvers and the permissions are there.
 *
 * @public
 */
export function createPlanAction(options: AzureDevOpsActionsOptions) {
  return createTemplateAction({
    id: 'azure-devops:plan',
    description:
      'Reads operation/configuration in the workspace (or the input) and Azure DevOps, and prints what provisioning would create, update, replace, remove or leave alone. Writes nothing. Fails on resources of the same name that this project did not make, on secrets without value, and, when asked to, on any difference',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoUrl: inputFields.repoUrl,
        ...desiredStateFields,
        adopt: inputFields.adopt,
        prune: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Plan the removal of what carries the mark of this project and is not in the configuration any more (default: false, it is listed)',
            ),
        secrets: inputFields.secrets,
        failOnDrift: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Fail when provisioning would write anything: a scheduled run of this step then notices changes made by hand (default: false)',
            ),
        token: inputFields.token,
      },
      output: {
        plan: z => z.string().describe('The plan as a Markdown table'),
        text: z => z.string().describe('The plan as lines of text'),
        json: z =>
          z.string().describe('The plan as a JSON document, for tools to read'),
        changes: z =>
          z
            .number()
            .describe('How many resources provisioning would write or remove'),
        drift: z =>
          z.boolean().describe('Whether provisioning would write anything'),
        http: outputFields.http,
      },
    },
    async handler(ctx) {
      const { adopt } = ctx.input;
      await withBackstageErrors(async () => {
        const { client, effort, project, desired } =
          await connectWithDesiredState(options, ctx);
        const plan = await planProvisioning({
          client,
          project,
          desired,
          adopt,
          prune: ctx.input.prune,
          signal: ctx.signal,
        });
        const text = renderPlanAsText(plan);
        ctx.logger.info(text);
        ctx.output('plan', renderPlanAsMarkdown(plan));
        ctx.output('text', text);
        ctx.output('json', renderPlanAsJson(plan));
        ctx.output('changes', countChanges(plan));
        ctx.output('drift', needsWrites(plan));
        ctx.output('http', effort());
        const secrets = provisioningSecrets({
          config: options.config,
          given: ctx.input.secrets,
        });
        requireGoodPlan({
          plan,
          failOnDrift: ctx.input.failOnDrift,
          secretNames: Object.keys(secrets),
        });
      });
    },
  });
}

function countChanges(plan: Plan): number {
  const { create, update, replace, delete: removals } = countActions(plan);
  return create + update + replace + removals;
}

/** What is wrong comes after the outputs, so that a later step can still show the plan. */
function requireGoodPlan(options: {
  readonly plan: Plan;
  readonly failOnDrift?: boolean;
  readonly secretNames: readonly string[];
}): void {
  const { plan, failOnDrift = false, secretNames } = options;
  if (findConflicts(plan).length > 0) {
    throw new ResourceConflictError(plan);
  }
  if (failOnDrift && needsWrites(plan)) {
    throw new ConflictError(
      `Azure DevOps is not what the configuration says. Run azure-devops:provision to make it so.\n${renderPlanAsText(
        plan,
      )}`,
    );
  }
  requireSecrets(plan, secretNames);
}
