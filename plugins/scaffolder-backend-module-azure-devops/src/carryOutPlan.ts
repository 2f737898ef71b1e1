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

/**
 * Carries out a plan, or prints it in a dry run.
 *
 * @param options - `isReported` leaves out what other steps report
 * @throws ResourceConflictError in a dry run too
 */
export async function carryOutPlan(options: {
  readonly context: RunContext;
  readonly client: AzureDevOpsClient;
  readonly plan: Plan;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly isReported?: (
    resource: Pick<PlannedResource, 'kind' | 'name' | 'outcome'>,
  ) => boolean;
}): Promise<CarriedOut> {
  const { context, client, secrets, plan, isReported = () => true } = options;
  const { logger, signal } = context;
  if (context.isDryRun) {
    logger.info(renderPlanAsText(plan));
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
  const applied = await applyPlan({
    client,
    plan,
    secrets,
    signal,
    onProgress: ({ kind, name, outcome }) =>
      logger.info(`${kind} ${name}: ${outcome}`),
  });
  const outcomes = applied.filter(isReported);
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
