import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { UnknownReferenceError } from './provisioningErrors';

/**
 * Makes a branch the default of its repository.
 *
 * Azure DevOps takes the first branch that arrives, which for a generated
 * project is the pristine branch.
 *
 * @throws UnknownReferenceError when the repository does not exist
 * @public
 */
export async function ensureDefaultBranch(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly repository: string;
  /** Short name of the branch. */
  readonly branch: string;
}): Promise<'updated' | 'unchanged'> {
  const { client, project, repository, branch } = options;
  const observed = await client.git.findRepository({ project, repository });
  if (observed === undefined) {
    throw new UnknownReferenceError({
      field: 'repository',
      message: `the project "${project}" has no repository "${repository}".`,
    });
  }
  if (observed.defaultBranch === `refs/heads/${branch}`) {
    return 'unchanged';
  }
  await client.git.setDefaultBranch({
    project,
    repositoryId: observed.id,
    branch,
  });
  return 'updated';
}
