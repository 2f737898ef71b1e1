import type {
  DesiredResources,
  DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { applyPlan } from '../applyPlan';
import { planProvisioning } from '../planProvisioning';
import { PROJECT, REPOSITORY } from './churnModel';
import type {
  ProvisioningRun,
  SimulatedAzureDevOps,
} from './SimulatedAzureDevOps';

/** A project that has these resources and nothing else. */
export function desiredOnly(resources: DesiredResources): DesiredState {
  return { slug: REPOSITORY, repository: REPOSITORY, resources };
}

/** Provisions a few resources by themselves; waiting takes no time. */
export async function provisionResources(
  azureDevOps: SimulatedAzureDevOps,
  resources: DesiredResources,
  options: { readonly adopt?: boolean; readonly prune?: boolean } = {},
): Promise<ProvisioningRun> {
  const client = azureDevOps.createClient();
  const plan = await planProvisioning({
    client,
    project: PROJECT,
    desired: desiredOnly(resources),
    ...options,
  });
  const outcomes = await applyPlan({
    client,
    plan,
    clock: { now: () => Date.now(), sleep: async () => {} },
  });
  return { plan, outcomes, statistics: client.statistics };
}
