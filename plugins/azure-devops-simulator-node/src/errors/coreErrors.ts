import { errorOf } from './AzureDevOpsError';

const core = 'Microsoft.TeamFoundation.Core.WebApi';

export const organizationUnknown = (name: string) =>
  errorOf(
    404,
    'Microsoft.TeamFoundation.Framework.Server',
    'HostDoesNotExistException',
    `The organization '${name}' does not exist.`,
  );

export const projectUnknown = (name: string) =>
  errorOf(
    404,
    core,
    'ProjectDoesNotExistWithNameException',
    `TF200016: The following project does not exist: ${name}. Verify that the name is correct and that you have access to the project.`,
  );

export const projectExists = (name: string) =>
  errorOf(
    400,
    core,
    'ProjectAlreadyExistsException',
    `TF200019: The project name ${name} is taken in this organization.`,
  );

export const projectNameInvalid = (name: string, reason: string) =>
  errorOf(
    400,
    core,
    'InvalidProjectNameException',
    `VS402423: The project name '${name}' cannot be used: ${reason}.`,
  );

/** Status and type key are assumed. */
export const processUnknown = (id: string) =>
  errorOf(
    404,
    core,
    'ProcessNotFoundException',
    `There is no process with the id ${id} in this organization.`,
  );

/** Status and type key of the errors of teams and properties are assumed. */
export const teamUnknown = (nameOrId: string) =>
  errorOf(
    404,
    core,
    'TeamNotFoundException',
    `The team with id '${nameOrId}' does not exist.`,
  );

export const teamExists = (name: string) =>
  errorOf(
    400,
    core,
    'TeamAlreadyExistsException',
    `VS402475: The project has a team or group named '${name}' already.`,
  );

export const teamNameInvalid = (name: string, reason: string) =>
  errorOf(
    400,
    core,
    'InvalidTeamNameException',
    `The team cannot be named '${name}': ${reason}.`,
  );

export const defaultTeamNeeded = (name: string) =>
  errorOf(
    400,
    core,
    'DefaultTeamCannotBeDeletedException',
    `The team '${name}' is the default team of its project and cannot be deleted.`,
  );

export const projectPropertyInvalid = (message: string) =>
  errorOf(400, core, 'InvalidProjectPropertyException', message);

export const operationUnknown = (id: string) =>
  errorOf(
    404,
    'Microsoft.VisualStudio.Services.Operations',
    'OperationNotFoundException',
    `The operation ${id} does not exist.`,
  );

export const subjectUnknown = (descriptor: string) =>
  errorOf(
    404,
    'Microsoft.VisualStudio.Services.Graph',
    'GraphSubjectNotFoundException',
    `VS860016: There is no subject '${descriptor}' in this organization.`,
  );
