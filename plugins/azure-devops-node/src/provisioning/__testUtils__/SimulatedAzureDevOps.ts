import {
  countActions,
  type Plan,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import type { Clock } from '../../client/clock';
import { applyPlan } from '../applyPlan';
import { planProvisioning } from '../planProvisioning';
import { desiredChurnModel, PROJECT } from './churnModel';

/** What a run of the engine made of it. */
export interface ProvisioningRun {
  readonly plan: Plan;
  readonly outcomes: readonly ResourceOutcome[];
  readonly statistics: { readonly calls: number; readonly writes: number };
}

/** What a test may want to be different. */
export interface ProvisionOptions {
  readonly desired?: ReturnType<typeof desiredChurnModel>;
  readonly project?: string;
  readonly fetch?: typeof fetch;
  readonly adopt?: boolean;
  readonly prune?: boolean;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly concurrency?: number;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly onProgress?: (outcome: ResourceOutcome) => void;
}

/** A simulator of a test's own, and the engine pointed at it. */
export class SimulatedAzureDevOps {
  private constructor(readonly simulator: Simulator) {}

  static async start(
    options: SimulatorOptions = {},
  ): Promise<SimulatedAzureDevOps> {
    return new SimulatedAzureDevOps(await startSimulator(options));
  }

  close(): Promise<void> {
    return this.simulator.close();
  }

  createClient(
    options: { readonly token?: string; readonly fetch?: typeof fetch } = {},
  ): AzureDevOpsClient {
    const { token = this.simulator.token } = options;
    return AzureDevOpsClient.create({
      fetch: options.fetch,
      organizationUrl: this.simulator.organizationUrl(),
      authorization: async () => ({
        Authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
      }),
      clock: { now: () => Date.now(), sleep: async () => {} },
    });
  }

  async provision(options: ProvisionOptions = {}): Promise<ProvisioningRun> {
    const {
      desired = desiredChurnModel(),
      project = PROJECT,
      ...others
    } = options;
    const client = this.createClient({ fetch: options.fetch });
    const plan = await planProvisioning({
      client,
      project,
      desired,
      ...others,
    });
    const outcomes = await applyPlan({ client, plan, ...others });
    return { plan, outcomes, statistics: client.statistics };
  }

  /** What there is, without what only the order of creation decides. */
  async observeEndState(project: string = PROJECT) {
    const client = this.createClient();
    const plan = await planProvisioning({
      client,
      project,
      desired: desiredChurnModel(),
    });
    return {
      actions: countActions(plan),
      pipelines: await namesOf(client.buildDefinitions.list({ project })),
      environments: await namesOf(client.environments.list(project)),
      variableGroups: await namesOf(client.variableGroups.list({ project })),
    };
  }
}

async function namesOf(
  items: AsyncIterable<{ readonly name: string }>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of items) {
    found.push(name);
  }
  return found.sort();
}

/** The error that work ends with. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => {
      throw new Error('Expected a failure');
    },
    error => error,
  );
}

/** Resources of a full set-up. */
export const RESOURCES = 18;

/** Writes of a full set-up: each resource takes one. */
export const WRITES = RESOURCES;

/** Reads of a plan, whether anything is there or not. */
export const READS = 16;

/** The end state of a full set-up. */
export const COMPLETE = {
  actions: {
    create: 0,
    update: 0,
    replace: 0,
    delete: 0,
    unchanged: RESOURCES,
    conflict: 0,
  },
  pipelines: [
    'churn-model-ci',
    'churn-model-deployment',
    'churn-model-training',
  ],
  environments: ['churn-model-dev', 'churn-model-prod', 'churn-model-stage'],
  variableGroups: ['churn-model-dev', 'churn-model-prod', 'churn-model-stage'],
};
