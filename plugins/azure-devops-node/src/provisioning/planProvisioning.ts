import {
  planChanges,
  type DesiredState,
  type ObservedState,
  type Plan,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { createLimitFunction } from './limitFunction';
import type { ObserveContext } from './provisioningContext';
import {
  observeApprovalChecks,
  observeApprovers,
} from './resources/approvalCheck';
import { observeEnvironments } from './resources/environment';
import { observeRepository } from './resources/gitRepository';
import { observePipelines } from './resources/pipeline';
import { observePipelinePermissions } from './resources/pipelinePermission';
import { observeProject } from './resources/project';
import { observeVariableGroups } from './resources/variableGroup';

/** What a plan is made from. @public */
export interface PlanProvisioningOptions {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  readonly desired: DesiredState;
  /** Take over resources of the right name that are not ours. */
  readonly adopt?: boolean;
  readonly signal?: AbortSignal;
  /** Calls at the same time; 6 unless given. */
  readonly concurrency?: number;
}

/**
 * Compares the desired state with Azure DevOps. Reads only.
 *
 * @throws UnknownReferenceError when the project does not exist
 * @throws UnknownApproverError when approvers cannot be found
 * @throws AzureDevOpsError when a call fails; none is taken for "does not exist"
 * @public
 */
export async function planProvisioning(
  options: PlanProvisioningOptions,
): Promise<Plan> {
  const { desired, adopt } = options;
  return planChanges({ desired, observed: await observe(options), adopt });
}

async function observe(
  options: PlanProvisioningOptions,
): Promise<ObservedState> {
  const { project, desired } = options;
  const client = options.client.withSignal(options.signal);
  const limit = createLimitFunction(options.concurrency);
  const context: ObserveContext = { client, project, limit };
  const observedProject = limit(() => observeProject({ client, project }));
  const everythingElse = Promise.all([
    limit(() =>
      observeRepository({ client, project, name: desired.repository }),
    ),
    observePipelines(context, desired.pipelines),
    observeResources(context, desired),
    observeApprovers(context, desired.approvalChecks),
  ]);
  // When the project is missing every other call fails too; its error says why.
  everythingElse.catch(() => undefined);
  const foundProject = await observedProject;
  const [repository, pipelines, resources, approvers] = await everythingElse;
  return {
    project: foundProject,
    repository,
    pipelines,
    approvers,
    ...resources,
  };
}

async function observeResources(
  context: ObserveContext,
  desired: DesiredState,
) {
  const environments = observeEnvironments(context, desired.environments);
  const variableGroups = observeVariableGroups(context, desired.variableGroups);
  const [foundEnvironments, foundGroups, approvalChecks, permissions] =
    await Promise.all([
      environments,
      variableGroups,
      environments.then(found =>
        observeApprovalChecks(context, {
          desired: desired.approvalChecks,
          environments: found,
        }),
      ),
      Promise.all([
        environments.then(found =>
          observePipelinePermissions(context, {
            desired: desired.pipelinePermissions,
            resources: found.map(environment => ({
              kind: 'environment' as const,
              ...environment,
            })),
          }),
        ),
        variableGroups.then(found =>
          observePipelinePermissions(context, {
            desired: desired.pipelinePermissions,
            resources: found.map(group => ({
              kind: 'variable-group' as const,
              ...group,
            })),
          }),
        ),
      ]),
    ]);
  return {
    environments: foundEnvironments,
    variableGroups: foundGroups,
    approvalChecks,
    pipelinePermissions: permissions.flat(),
  };
}
