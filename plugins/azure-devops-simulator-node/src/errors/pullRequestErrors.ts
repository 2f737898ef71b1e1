import { errorOf } from './AzureDevOpsError';

const git = 'Microsoft.TeamFoundation.Git.Server';

export const pullRequestUnknown = (id: string) =>
  errorOf(
    404,
    git,
    'GitPullRequestNotFoundException',
    `TF401180: The pull request ${id} was not found.`,
  );

export const pullRequestExists = (source: string, target: string) =>
  errorOf(
    409,
    git,
    'GitPullRequestExistsException',
    `TF401179: There is an active pull request from ${source} to ${target} already.`,
  );

/** The status is an assumption. */
export const pullRequestBranchMissing = (name: string) =>
  errorOf(
    400,
    git,
    'GitPullRequestCannotBeActivated',
    `TF401398: The pull request cannot be activated: the branch '${name}' does not exist, or is not a branch.`,
  );

export const pullRequestInvalid = (message: string) =>
  errorOf(400, git, 'InvalidArgumentValueException', message);

/** The status is an assumption. */
export const pullRequestNotEditable = (id: string, status: string) =>
  errorOf(
    400,
    git,
    'GitPullRequestNotEditableException',
    `TF401181: The pull request ${id} cannot be changed in this way, because it is ${status}.`,
  );

/** Status and type key are assumptions. */
export const pullRequestStale = (id: string) =>
  errorOf(
    409,
    git,
    'GitPullRequestStaleException',
    `TF401192: The source branch of the pull request ${id} has moved on; read it again and complete its last commit.`,
  );

/** Status and type key are assumptions. */
export const pullRequestConflicts = (id: string) =>
  errorOf(
    409,
    git,
    'GitPullRequestMergeConflictException',
    `The pull request ${id} cannot be completed: source and target have conflicts.`,
  );
