import {
  buildDesiredState,
  type DesiredState,
  type ResourceKind,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { applyPlan } from '../applyPlan';
import { planProvisioning } from '../planProvisioning';
import { PROJECT, REPOSITORY } from './churnModel';
import type {
  ProvisioningRun,
  SimulatedAzureDevOps,
} from './SimulatedAzureDevOps';

/** File of the environment that {@link desiredOf} makes, as errors name it. */
export const ENVIRONMENT_FILE = 'environment_dev/azure_devops.yml';

/** Resources of one kind, or some, that the file of one environment asks for. */
export function desiredOf(
  kinds: readonly ResourceKind[],
  environment: Readonly<Record<string, unknown>>,
): DesiredState {
  const result = buildDesiredState({
    repository: REPOSITORY,
    project: {
      file: 'azure_devops.yml',
      content: {
        version: 1,
        project: REPOSITORY,
        pipelines: {
          folder: REPOSITORY,
          definitions: [{ name: 'ci', yaml: 'azure_pipelines/ci.yml' }],
        },
      },
    },
    environments: [
      {
        file: ENVIRONMENT_FILE,
        content: { version: 1, environment: { name: 'dev' }, ...environment },
      },
    ],
  });
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  const { desiredState } = result;
  return {
    ...desiredState,
    resources: Object.fromEntries(
      kinds.map(kind => [kind, desiredState.resources[kind]]),
    ),
  };
}

/** Plans and applies; the plan is told the names of the secrets, as the engine's callers do. */
export async function provisionWithSecrets(options: {
  readonly azureDevOps: SimulatedAzureDevOps;
  readonly desired: DesiredState;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly adopt?: boolean;
  readonly prune?: boolean;
  readonly updateSecrets?: boolean;
  readonly onProgress?: (outcome: ResourceOutcome) => void;
  readonly onWait?: (milliseconds: number) => void;
}): Promise<ProvisioningRun> {
  const {
    azureDevOps,
    secrets = {},
    onProgress,
    onWait,
    ...settings
  } = options;
  const client = azureDevOps.createClient();
  const plan = await planProvisioning({
    client,
    project: PROJECT,
    secretNames: Object.keys(secrets),
    ...settings,
  });
  const outcomes = await applyPlan({
    client,
    plan,
    secrets,
    onProgress,
    clock: {
      now: () => Date.now(),
      sleep: async milliseconds => onWait?.(milliseconds),
    },
  });
  return { plan, outcomes, statistics: client.statistics };
}
