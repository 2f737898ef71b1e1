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

/** Type key and message are those of the service; without the commit it does not know what it completes. */
export const pullRequestSourceMissing = () =>
  errorOf(
    400,
    git,
    'InvalidArgumentValueException',
    'Invalid argument value.\r\nParameter name: You must specify a valid LastMergeSourceCommit to perform this operation.',
  );

/** Status and type key are assumptions. */
export const pullRequestIsDraft = (id: string) =>
  errorOf(
    400,
    git,
    'GitPullRequestDraftException',
    `The pull request ${id} is a draft; publish it (isDraft false) before it is voted on or completed.`,
  );

/** Status and type key are those of the service. */
export const pullRequestRejectedByPolicy = (options: {
  readonly id: string;
  readonly policies: readonly string[];
  readonly hint: string;
}) =>
  errorOf(
    403,
    git,
    'GitPullRequestUpdateRejectedByPolicyException',
    `The pull request ${
      options.id
    } cannot be completed, because policies of the target branch are not satisfied: ${options.policies.join(
      ', ',
    )}; ${options.hint}.`,
  );

/** Status and type key are those of the service. */
export const pullRequestStatusRejected = () =>
  errorOf(
    403,
    git,
    'GitPullRequestStatusRejectedByPolicyException',
    'Pull request status rejected by status policy. Policy configuration requires status to be posted on iteration.',
  );

/** Status and type key are assumptions. */
export const voteOfAnother = (id: string) =>
  errorOf(
    403,
    git,
    'GitPullRequestVoteException',
    `TF401186: The vote of the reviewer ${id} can be given by this reviewer only.`,
  );

/** The type key is an assumption. */
export const pullRequestPartUnknown = (part: string) =>
  errorOf(
    404,
    git,
    'GitPullRequestPartNotFoundException',
    `The pull request has no ${part}.`,
  );
