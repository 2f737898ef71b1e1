import {
  findConflicts,
  labelOfResourceKind,
  type Plan,
  renderOutcomesAsMarkdown,
  renderPlanAsMarkdown,
  renderPlanAsText,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  applyPlan,
  type AzureDevOpsClient,
  planProvisioning,
  type PlanProvisioningOptions,
  provisionProject,
  ResourceConflictError,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { type PlannedResource, plannedResources } from './plannedResources';

/** The part of an action's context that carrying out a plan takes. */
export interface RunContext {
  readonly logger: LoggerService;
  readonly isDryRun?: boolean;
  readonly signal?: AbortSignal;
}

/** What has become of a plan, as the outputs of an action have it. */
export interface CarriedOut {
  readonly resources: PlannedResource[];
  readonly summary: string;
  /** What is left for people to do, in Markdown. */
  readonly followUps: string[];
  /** By resource; empty in a dry run. */
  readonly outcomes: readonly ResourceOutcome[];
}

interface ReportOptions {
  readonly context: RunContext;
  /** Leaves out what other steps report. */
  readonly isReported?: (
    resource: Pick<PlannedResource, 'kind' | 'name' | 'outcome'>,
  ) => boolean;
}

/**
 * Provisions a desired state, or prints the plan in a dry run.
 *
 * @throws as planProvisioning and applyPlan; ResourceConflictError in a dry run too
 */
export async function carryOutProvisioning(
  options: ReportOptions & {
    readonly request: Omit<
      PlanProvisioningOptions,
      'secretNames' | 'expectExisting' | 'signal'
    > & { readonly secrets: Readonly<Record<string, string>> };
  },
): Promise<CarriedOut> {
  const { context, request } = options;
  const { logger, signal } = context;
  if (context.isDryRun) {
    const plan = await planProvisioning({
      ...request,
      secretNames: Object.keys(request.secrets),
      expectExisting: true,
      signal,
    });
    return describeDryRun({ ...options, client: request.client, plan });
  }
  const { outcomes } = await provisionProject({
    ...request,
    signal,
    onProgress: logProgress(logger),
    onLookUp: failures =>
      logger.info(
        `Looking at Azure DevOps again before going on: ${failures
          .map(({ message }) => message)
          .join('; ')}`,
      ),
  });
  return describeOutcomes({ ...options, outcomes });
}

/**
 * Carries out a plan as it is, or prints it in a dry run.
 *
 * @throws as applyPlan; ResourceConflictError in a dry run too
 */
export async function carryOutPlan(
  options: ReportOptions & {
    readonly client: AzureDevOpsClient;
    readonly plan: Plan;
  },
): Promise<CarriedOut> {
  const { context, client, plan } = options;
  const { logger, signal } = context;
  if (context.isDryRun) {
    return describeDryRun(options);
  }
  const outcomes = await applyPlan({
    client,
    plan,
    signal,
    onProgress: logProgress(logger),
  });
  return describeOutcomes({ ...options, outcomes });
}

function logProgress(logger: LoggerService) {
  return ({ kind, name, outcome }: ResourceOutcome) =>
    logger.info(`${kind} ${name}: ${outcome}`);
}

function describeDryRun(
  options: ReportOptions & {
    readonly client: AzureDevOpsClient;
    readonly plan: Plan;
  },
): CarriedOut {
  const { context, client, plan, isReported = () => true } = options;
  context.logger.info(renderPlanAsText(plan));
  if (findConflicts(plan).length > 0) {
    throw new ResourceConflictError(plan);
  }
  const projectUrl = client.webUrls.project(plan.project.name);
  return {
    resources: plannedResources({ plan, projectUrl }).filter(isReported),
    summary: renderPlanAsMarkdown(plan),
    followUps: [],
    outcomes: [],
  };
}

function describeOutcomes(
  options: ReportOptions & { readonly outcomes: readonly ResourceOutcome[] },
): CarriedOut {
  const { isReported = () => true } = options;
  const outcomes = options.outcomes.filter(isReported);
  return {
    resources: outcomes.map(({ kind, name, outcome, url }) => ({
      kind,
      name,
      outcome,
      url,
    })),
    summary: renderOutcomesAsMarkdown(outcomes),
    followUps: outcomes.flatMap(({ kind, name, followUp }) =>
      followUp === undefined
        ? []
        : [`${labelOfResourceKind(kind)} ${name}: ${followUp}`],
    ),
    outcomes,
  };
}
