import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { AzureDevOpsError } from '../client/AzureDevOpsError';
import type { PullRequest } from '../client/areas/PullRequestsApi';
import { UnknownReferenceError } from './provisioningErrors';

/** Which pull request there has to be. @public */
export interface EnsurePullRequestOptions {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  readonly repository: string;
  /** Short name of the branch that is to be merged; it has been pushed. */
  readonly sourceBranch: string;
  /** Short name of the branch that it is to be merged into; the repository's default branch unless given. */
  readonly targetBranch?: string;
  readonly title: string;
  readonly description?: string;
  readonly isDraft?: boolean;
  /** E-mail addresses, unique names or names of groups. */
  readonly reviewers?: readonly string[];
  /** Reads only; says what would be done. */
  readonly dryRun?: boolean;
}

/** A pull request after, or in a dry run before, it was ensured. @public */
export interface PullRequestOutcome {
  /** In a dry run `created` means: would be. */
  readonly outcome: 'created' | 'unchanged';
  /** `undefined` when a dry run would create it. */
  readonly id: string | undefined;
  readonly url: string;
  readonly targetBranch: string;
}

/**
 * Makes sure that there is an active pull request between two branches. One
 * that is there is given back as it is.
 *
 * @throws UnknownReferenceError when repository, branch or reviewer do not exist
 * @throws AzureDevOpsError when a call fails
 * @public
 */
export async function ensurePullRequest(
  options: EnsurePullRequestOptions,
): Promise<PullRequestOutcome> {
  const { client, project, dryRun = false } = options;
  const repository = await client.git.findRepository(options);
  if (repository === undefined) {
    if (dryRun) {
      return notYetThere(options);
    }
    throw new UnknownReferenceError({
      field: 'repository',
      message: `the project "${project}" has no repository "${options.repository}". Push the branch first.`,
    });
  }
  const targetRefName =
    options.targetBranch === undefined
      ? repository.defaultBranch ?? 'refs/heads/main'
      : `refs/heads/${options.targetBranch}`;
  const branches = {
    project,
    repository: repository.id,
    sourceRefName: `refs/heads/${options.sourceBranch}`,
    targetRefName,
  };
  const existing = await findActive(client, branches);
  if (existing !== undefined) {
    return describe(options, existing, 'unchanged');
  }
  const reviewerIds = await findReviewers(options);
  if (dryRun) {
    return notYetThere({
      ...options,
      targetBranch: shortNameOf(targetRefName),
    });
  }
  await requireBranches(client, branches);
  return createOnce(options, branches, reviewerIds);
}

type Branches = Parameters<AzureDevOpsClient['pullRequests']['listActive']>[0];

async function findActive(
  client: AzureDevOpsClient,
  branches: Branches,
): Promise<PullRequest | undefined> {
  for await (const found of client.pullRequests.listActive(branches)) {
    return found;
  }
  return undefined;
}

/** The service takes one active pull request for two branches: whoever comes second is given the first's. */
async function createOnce(
  options: EnsurePullRequestOptions,
  branches: Branches,
  reviewerIds: readonly string[],
): Promise<PullRequestOutcome> {
  const { client, title, description = '', isDraft = false } = options;
  try {
    const created = await client.pullRequests.create({
      ...branches,
      title,
      description,
      isDraft,
      reviewerIds,
    });
    return describe(options, created, 'created');
  } catch (error) {
    if (error instanceof AzureDevOpsError && error.kind === 'already-exists') {
      const existing = await findActive(client, branches);
      if (existing !== undefined) {
        return describe(options, existing, 'unchanged');
      }
    }
    throw error;
  }
}

async function requireBranches(
  client: AzureDevOpsClient,
  branches: Branches,
): Promise<void> {
  for (const [field, name] of [
    ['sourceBranch', branches.sourceRefName],
    ['targetBranch', branches.targetRefName],
  ] as const) {
    if (!(await hasReference(client, branches, name))) {
      throw new UnknownReferenceError({
        field,
        message: `the repository has no branch "${shortNameOf(
          name,
        )}". Push it in a step before, or correct its name.`,
      });
    }
  }
}

async function hasReference(
  client: AzureDevOpsClient,
  { project, repository }: Branches,
  name: string,
): Promise<boolean> {
  const references = client.git.listReferences({
    project,
    repositoryId: repository,
    filter: name.replace(/^refs\//, ''),
  });
  for await (const reference of references) {
    // The filter is the start of a name only.
    if (reference.name === name) {
      return true;
    }
  }
  return false;
}

async function findReviewers({
  client,
  reviewers = [],
}: EnsurePullRequestOptions): Promise<readonly string[]> {
  return Promise.all(
    reviewers.map(async name => {
      const known = await client.identities.find(name);
      // Nobody asks those who have been disabled.
      const found = known.filter(({ isActive }) => isActive !== false);
      if (found.length !== 1) {
        throw new UnknownReferenceError({
          field: 'reviewers',
          message:
            `Azure DevOps knows ${found.length} users or groups "${name}". ` +
            'Expected exactly one: name the e-mail address of a user of the organization, or a group such as [project]\\Contributors.',
        });
      }
      return found[0].id;
    }),
  );
}

function shortNameOf(reference: string): string {
  return reference.replace(/^refs\/heads\//, '');
}

function describe(
  { client, project, repository }: EnsurePullRequestOptions,
  { pullRequestId, targetRefName }: PullRequest,
  outcome: PullRequestOutcome['outcome'],
): PullRequestOutcome {
  const id = String(pullRequestId);
  return {
    outcome,
    id,
    url: `${client.webUrls.repository({
      project,
      repository,
    })}/pullrequest/${id}`,
    targetBranch: shortNameOf(targetRefName),
  };
}

/** A dry run of a whole template comes here before anything was pushed. */
function notYetThere({
  client,
  project,
  repository,
  targetBranch = 'main',
}: EnsurePullRequestOptions): PullRequestOutcome {
  return {
    outcome: 'created',
    id: undefined,
    url: `${client.webUrls.repository({ project, repository })}/pullrequests`,
    targetBranch,
  };
}
