import type { Plan } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { planProvisioning } from './planProvisioning';
import { UnknownReferenceError } from './provisioningErrors';
import { observeRepository } from './resources/gitRepository';

/** What is to be taken down. @public */
export interface PlanTeardownOptions {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project, which stays. */
  readonly project: string;
  /** Name of the repository whose mark the resources carry. */
  readonly repository: string;
  /** Remove the repository with all its history; it stays unless asked for. */
  readonly removeRepository?: boolean;
  readonly signal?: AbortSignal;
  /** Calls at the same time; 24 unless given. */
  readonly concurrency?: number;
}

/**
 * Plans the removal of everything that carries the mark of a repository, in
 * reverse order of its making. Reads only; what is somebody else's is not in
 * the plan. Checks, permissions and roles go with their resource, policies with
 * the repository.
 *
 * A teardown that was cut off is finished by planning and applying again.
 *
 * @throws UnknownReferenceError when the project does not exist, or the
 *   repository that is to be removed holds what no template of ours put there
 * @throws AzureDevOpsError when a call fails
 * @public
 */
export async function planTeardown(
  options: PlanTeardownOptions,
): Promise<Plan> {
  const { project, repository, removeRepository = false } = options;
  const plan = await planProvisioning({
    ...options,
    desired: { slug: repository, repository, resources: {} },
    prune: true,
    pruneRepository: removeRepository,
  });
  const isPlanned = plan.changes.some(({ kind }) => kind === 'git-repository');
  if (removeRepository && !isPlanned) {
    await refuseForeignRepository({ ...options, project });
  }
  return removeRepository ? plan : keepPolicies(plan);
}

/**
 * Policies carry no mark and protect the repository, so they stay with it. But
 * a build validation whose pipeline goes would hold up every pull request.
 */
function keepPolicies(plan: Plan): Plan {
  return {
    ...plan,
    changes: plan.changes.filter(
      change =>
        change.kind !== 'repository-policy' &&
        (change.kind !== 'branch-policy' ||
          (change.action === 'delete' &&
            change.observed.settings.type === 'build-validation')),
    ),
  };
}

/** Asked for by name, a repository is either gone already or a mistake. */
async function refuseForeignRepository(
  options: PlanTeardownOptions,
): Promise<void> {
  const { project, repository } = options;
  const observed = await observeRepository({
    client: options.client.withSignal(options.signal),
    project,
    name: repository,
  });
  if (observed !== undefined) {
    throw new UnknownReferenceError({
      field: 'removeRepository',
      message:
        `the repository "${repository}" ${
          observed.isDisabled
            ? 'is disabled, so that nobody can tell what it holds'
            : 'has no branch that a template of ours made'
        }. ` +
        'Nothing was removed. Leave it out, or remove the repository by hand.',
    });
  }
}
