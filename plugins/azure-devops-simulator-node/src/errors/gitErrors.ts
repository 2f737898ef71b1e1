import { errorOf } from './AzureDevOpsError';

const git = 'Microsoft.TeamFoundation.Git.Server';

/** What a git client is told about a branch that has blocking policies. */
export const pushRefusal =
  'TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.';

/** The wording is our own. */
export const ownReferenceRefusal =
  'References below refs/pull belong to the service and cannot be pushed.';

export const repositoryUnknown = (name: string) =>
  errorOf(
    404,
    git,
    'GitRepositoryNotFoundException',
    `TF401019: The Git repository with name or identifier ${name} does not exist or you do not have permissions for it.`,
  );

export const repositoryExists = (name: string) =>
  errorOf(
    409,
    git,
    'GitRepositoryNameAlreadyExistsException',
    `TF400948: A Git repository with the name ${name} already exists.`,
  );

export const repositoryNameInvalid = (name: string, reason: string) =>
  errorOf(
    400,
    git,
    'InvalidGitRepositoryNameException',
    `TF401025: '${name}' is not a valid name for a Git repository: ${reason}.`,
  );

export const noBranches = (repository: string) =>
  errorOf(
    404,
    git,
    'GitUnresolvableToCommitException',
    `VS403403: The repository ${repository} has no branches yet.`,
  );

export const versionUnresolvable = (options: {
  readonly type: string;
  readonly version: string;
  readonly repository: string;
}) =>
  errorOf(
    404,
    git,
    'GitUnresolvableToCommitException',
    `TF401175: The version descriptor <${options.type}: ${options.version}> does not resolve to a version in the repository ${options.repository}.`,
  );

export const itemUnknown = (options: {
  readonly path: string;
  readonly repository: string;
  readonly version: string;
  readonly commit: string;
}) =>
  errorOf(
    404,
    git,
    'GitItemNotFoundException',
    `TF401174: The item '${options.path}' is not in the repository '${options.repository}' at the version <${options.version}> (commit '${options.commit}').`,
  );

export const objectUnknown = (id: string, repository: string) =>
  errorOf(
    404,
    git,
    'GitObjectDoesNotExistException',
    `TF401035: The object '${id}' does not exist in the repository ${repository}.`,
  );

export const branchUnknown = (name: string) =>
  errorOf(
    404,
    git,
    'GitRefNotFoundException',
    `TF401178: The reference '${name}' does not exist.`,
  );

export const gitPermissionMissing = (user: string, permission: string) =>
  errorOf(
    403,
    git,
    'GitNeedsPermissionException',
    `TF401027: You need the Git '${permission}' permission to perform this action. Details: identity '${user}', scope 'repository'.`,
  );

export const staleObject = (name: string) =>
  errorOf(
    409,
    git,
    'GitReferenceStaleException',
    `TF401028: The reference '${name}' has been changed by somebody else; fetch it and try again.`,
  );

export const itemExists = (path: string) =>
  errorOf(
    400,
    git,
    'GitItemExistsException',
    `TF401179: The item '${path}' exists already; use the change type edit.`,
  );

/** Code, type key and status are those of the service. */
export const pushRefusedByPolicy = (name: string) =>
  errorOf(
    403,
    git,
    'GitRefUpdateRejectedByPolicyException',
    `${pushRefusal} The branch is ${name}.`,
  );

/** Status and type key are assumptions. */
export const referenceExists = (name: string) =>
  errorOf(
    409,
    git,
    'GitReferenceAlreadyExistsException',
    `TF401029: The reference '${name}' exists already.`,
  );
