import type { PolicyConfiguration } from '../../client/areas/PoliciesApi';
import type { ObserveContext } from '../provisioningContext';
import { collect } from './collect';

/** A policy whose scope is our repository, or one branch of it, and nothing else. */
export interface RepositoryPolicyConfiguration {
  readonly configuration: PolicyConfiguration;
  readonly repositoryId: string;
  /** Short name; absent when the policy is one of the whole repository. */
  readonly branch: string | undefined;
}

const BRANCH_PREFIX = 'refs/heads/';

/**
 * The policies of our repository, read in one call for branch and repository
 * policies alike. Those that also hold elsewhere are not ours to change.
 */
export async function observePolicies(
  context: ObserveContext,
): Promise<readonly RepositoryPolicyConfiguration[]> {
  const { client, project, limit, desired, everything, once } = context;
  const isAskedFor =
    everything ||
    (desired.resources['branch-policy'] ?? []).length > 0 ||
    (desired.resources['repository-policy'] ?? []).length > 0;
  if (!isAskedFor) {
    return [];
  }
  const [policies, repositories] = await Promise.all([
    once('policies', () => limit(() => collect(client.policies.list(project)))),
    context.observed('git-repository'),
  ]);
  const ids = new Set(repositories.map(({ id }) => id.toLowerCase()));
  return policies
    .flatMap(configuration => describeScope(configuration))
    .filter(({ repositoryId }) => ids.has(repositoryId.toLowerCase()));
}

function describeScope(
  configuration: PolicyConfiguration,
): readonly RepositoryPolicyConfiguration[] {
  const scopes = configuration.settings.scope ?? [];
  const [scope] = scopes;
  if (configuration.isDeleted || scopes.length !== 1 || !scope.repositoryId) {
    return [];
  }
  const { repositoryId, refName, matchKind } = scope;
  if (!refName) {
    // Policies of the default branch, whichever that is, name no branch either.
    return matchKind?.toLowerCase() === 'defaultbranch'
      ? []
      : [{ configuration, repositoryId, branch: undefined }];
  }
  const isOneBranch =
    refName.startsWith(BRANCH_PREFIX) &&
    (matchKind ?? 'exact').toLowerCase() === 'exact';
  return isOneBranch
    ? [
        {
          configuration,
          repositoryId,
          branch: refName.slice(BRANCH_PREFIX.length),
        },
      ]
    : [];
}
