import { AzureDevOpsError } from './AzureDevOpsError';

const core = 'Microsoft.TeamFoundation.Core.WebApi';
const git = 'Microsoft.TeamFoundation.Git.Server';
const build = 'Microsoft.TeamFoundation.Build.WebApi';
const pipelines = 'Microsoft.Azure.Pipelines.WebApi';
const distributedTask = 'Microsoft.TeamFoundation.DistributedTask.WebApi';
const checks = 'Microsoft.Azure.Pipelines.Checks.WebApi';
const common = 'Microsoft.VisualStudio.Services.Common';

const named = (
  status: number,
  typeNamespace: string,
  typeKey: string,
  message: string,
) => new AzureDevOpsError({ status, typeNamespace, typeKey, message });

/** A value that the service cannot accept. */
export const invalidArgument = (message: string) =>
  named(400, common, 'VssPropertyValidationException', message);

export const missingArgument = (name: string) =>
  named(
    400,
    common,
    'ArgumentNullException',
    `Value cannot be null.\nParameter name: ${name}`,
  );

export const malformedBody = (reason: string) =>
  named(
    400,
    common,
    'VssServiceException',
    `TF400898: The request body could not be read as JSON: ${reason}`,
  );

export const bodyTooLarge = () =>
  named(
    413,
    common,
    'VssServiceException',
    'The request body is larger than the service accepts.',
  );

export const organizationUnknown = (name: string) =>
  named(
    404,
    'Microsoft.TeamFoundation.Framework.Server',
    'HostDoesNotExistException',
    `The organization '${name}' does not exist.`,
  );

export const projectUnknown = (name: string) =>
  named(
    404,
    core,
    'ProjectDoesNotExistWithNameException',
    `TF200016: The following project does not exist: ${name}. Verify that the name is correct and that you have access to the project.`,
  );

export const projectExists = (name: string) =>
  named(
    400,
    core,
    'ProjectAlreadyExistsException',
    `TF200019: The project name ${name} is taken in this organization.`,
  );

export const projectNameInvalid = (name: string, reason: string) =>
  named(
    400,
    core,
    'InvalidProjectNameException',
    `VS402423: The project name '${name}' cannot be used: ${reason}.`,
  );

export const operationUnknown = (id: string) =>
  named(
    404,
    'Microsoft.VisualStudio.Services.Operations',
    'OperationNotFoundException',
    `The operation ${id} does not exist.`,
  );

export const repositoryUnknown = (name: string) =>
  named(
    404,
    git,
    'GitRepositoryNotFoundException',
    `TF401019: The Git repository with name or identifier ${name} does not exist or you do not have permissions for it.`,
  );

export const repositoryExists = (name: string) =>
  named(
    409,
    git,
    'GitRepositoryNameAlreadyExistsException',
    `TF400948: A Git repository with the name ${name} already exists.`,
  );

export const repositoryNameInvalid = (name: string, reason: string) =>
  named(
    400,
    git,
    'InvalidGitRepositoryNameException',
    `TF401025: '${name}' is not a valid name for a Git repository: ${reason}.`,
  );

export const noBranches = (repository: string) =>
  named(
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
  named(
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
  named(
    404,
    git,
    'GitItemNotFoundException',
    `TF401174: The item '${options.path}' is not in the repository '${options.repository}' at the version <${options.version}> (commit '${options.commit}').`,
  );

export const objectUnknown = (id: string, repository: string) =>
  named(
    404,
    git,
    'GitObjectDoesNotExistException',
    `TF401035: The object '${id}' does not exist in the repository ${repository}.`,
  );

export const branchUnknown = (name: string) =>
  named(
    404,
    git,
    'GitRefNotFoundException',
    `TF401178: The reference '${name}' does not exist.`,
  );

export const gitPermissionMissing = (user: string, permission: string) =>
  named(
    403,
    git,
    'GitNeedsPermissionException',
    `TF401027: You need the Git '${permission}' permission to perform this action. Details: identity '${user}', scope 'repository'.`,
  );

export const staleObject = (name: string) =>
  named(
    409,
    git,
    'GitReferenceStaleException',
    `TF401028: The reference '${name}' has been changed by somebody else; fetch it and try again.`,
  );

export const definitionUnknown = (id: string) =>
  named(
    404,
    build,
    'DefinitionNotFoundException',
    `The pipeline definition ${id} does not exist, or you do not have permission to see it.`,
  );

export const definitionExists = (name: string, project: string) =>
  named(
    409,
    build,
    'DefinitionExistsException',
    `Definition ${name} already exists for project ${project}.`,
  );

export const definitionInvalid = (message: string) =>
  named(400, build, 'InvalidDefinitionException', message);

export const definitionChanged = (name: string, revision: number) =>
  named(
    409,
    build,
    'InvalidDefinitionRevisionException',
    `The definition ${name} has been changed since it was read; its revision is now ${revision}. Read it again and repeat the change.`,
  );

export const folderUnknown = (path: string) =>
  named(
    404,
    build,
    'FolderNotFoundException',
    `The folder ${path} does not exist.`,
  );

export const folderExists = (path: string) =>
  named(
    409,
    build,
    'FolderExistsException',
    `The folder ${path} already exists.`,
  );

export const folderInvalid = (message: string) =>
  named(400, build, 'InvalidFolderException', message);

export const buildUnknown = (id: string) =>
  named(
    404,
    build,
    'BuildNotFoundException',
    `The requested build ${id} could not be found.`,
  );

export const buildPermissionMissing = (user: string) =>
  named(
    403,
    build,
    'AccessDeniedException',
    `TF215106: Access denied. ${user} needs permission to change build pipelines to perform the action.`,
  );

export const pipelineUnknown = (id: string) =>
  named(
    404,
    pipelines,
    'PipelineNotFoundException',
    `The pipeline ${id} does not exist, or you do not have permission to see it.`,
  );

export const runUnknown = (id: string) =>
  named(
    404,
    pipelines,
    'RunNotFoundException',
    `The run ${id} does not exist.`,
  );

export const pipelineExists = (name: string, folder: string) =>
  named(
    409,
    pipelines,
    'PipelineExistsException',
    `A pipeline named ${name} already exists in folder ${folder}.`,
  );

export const pipelineInvalid = (message: string) =>
  named(400, pipelines, 'PipelineValidationException', message);

export const environmentUnknown = (id: string) =>
  named(
    404,
    distributedTask,
    'EnvironmentNotFoundException',
    `Environment with ID '${id}' does not exist or you do not have permission to see it.`,
  );

export const environmentExists = (name: string) =>
  named(
    409,
    distributedTask,
    'EnvironmentExistsException',
    `Environment with name '${name}' already exists in this project.`,
  );

export const environmentInvalid = (message: string) =>
  named(400, distributedTask, 'InvalidEnvironmentException', message);

export const variableGroupUnknown = (id: string) =>
  named(
    404,
    distributedTask,
    'VariableGroupNotFoundException',
    `Variable group with ID ${id} does not exist or you do not have permission to see it.`,
  );

export const variableGroupExists = (name: string) =>
  named(
    409,
    distributedTask,
    'VariableGroupExistsException',
    `Variable group with name '${name}' already exists in this project.`,
  );

export const variableGroupInvalid = (message: string) =>
  named(400, distributedTask, 'InvalidVariableGroupException', message);

export const queueUnknown = (id: string) =>
  named(
    404,
    distributedTask,
    'TaskAgentQueueNotFoundException',
    `VS402881: No agent queue found with identifier ${id}.`,
  );

export const poolUnknown = (id: string) =>
  named(
    404,
    distributedTask,
    'TaskAgentPoolNotFoundException',
    `No agent pool found with identifier ${id}.`,
  );

export const checkUnknown = (id: string) =>
  named(
    404,
    checks,
    'CheckConfigurationNotFoundException',
    `Check configuration with ID ${id} does not exist.`,
  );

export const checkInvalid = (message: string) =>
  named(400, checks, 'InvalidCheckConfigurationException', message);

export const resourceUnknown = (type: string, id: string) =>
  named(
    404,
    checks,
    'ResourceNotFoundException',
    `The resource ${id} of type ${type} does not exist or you do not have permission to see it.`,
  );

export const subjectUnknown = (descriptor: string) =>
  named(
    404,
    'Microsoft.VisualStudio.Services.Graph',
    'GraphSubjectNotFoundException',
    `VS860016: There is no subject '${descriptor}' in this organization.`,
  );

export const accessDenied = (user: string) =>
  named(
    403,
    common,
    'AccessDeniedException',
    `TF50309: Access denied. ${user} does not have sufficient permissions for this operation.`,
  );

export const serviceUnavailable = () =>
  named(
    503,
    common,
    'VssServiceException',
    'TF400733: The request was cancelled because the service is not available.',
  );
