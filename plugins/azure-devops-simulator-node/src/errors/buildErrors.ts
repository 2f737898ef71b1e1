import { AzureDevOpsError, errorOf } from './AzureDevOpsError';

const build = 'Microsoft.TeamFoundation.Build.WebApi';
const pipelines = 'Microsoft.Azure.Pipelines.WebApi';

export const definitionUnknown = (id: string) =>
  errorOf(
    404,
    build,
    'DefinitionNotFoundException',
    `The pipeline definition ${id} does not exist, or you do not have permission to see it.`,
  );

export const definitionExists = (name: string, project: string) =>
  errorOf(
    409,
    build,
    'DefinitionExistsException',
    `Definition ${name} already exists for project ${project}.`,
  );

export const definitionInvalid = (message: string) =>
  errorOf(400, build, 'InvalidDefinitionException', message);

export const definitionChanged = (name: string, revision: number) =>
  errorOf(
    409,
    build,
    'InvalidDefinitionRevisionException',
    `The definition ${name} has been changed since it was read; its revision is now ${revision}. Read it again and repeat the change.`,
  );

export const folderUnknown = (path: string) =>
  errorOf(
    404,
    build,
    'FolderNotFoundException',
    `The folder ${path} does not exist.`,
  );

export const folderExists = (path: string) =>
  errorOf(
    409,
    build,
    'FolderExistsException',
    `The folder ${path} already exists.`,
  );

export const folderInvalid = (message: string) =>
  errorOf(400, build, 'InvalidFolderException', message);

export const buildUnknown = (id: string) =>
  errorOf(
    404,
    build,
    'BuildNotFoundException',
    `The requested build ${id} could not be found.`,
  );

export const buildPermissionMissing = (user: string) =>
  errorOf(
    403,
    build,
    'AccessDeniedException',
    `TF215106: Access denied. ${user} needs permission to change build pipelines to perform the action.`,
  );

export const pipelineUnknown = (id: string) =>
  errorOf(
    404,
    pipelines,
    'PipelineNotFoundException',
    `The pipeline ${id} does not exist, or you do not have permission to see it.`,
  );

export const runUnknown = (id: string) =>
  errorOf(
    404,
    pipelines,
    'RunNotFoundException',
    `The run ${id} does not exist.`,
  );

export const pipelineExists = (name: string, folder: string) =>
  errorOf(
    409,
    pipelines,
    'PipelineExistsException',
    `A pipeline named ${name} already exists in folder ${folder}.`,
  );

export const pipelineInvalid = (message: string) =>
  errorOf(400, pipelines, 'PipelineValidationException', message);

/** What POST builds answers for a pipeline that cannot run; every message is one result. */
export const buildRequestInvalid = (messages: readonly string[]) =>
  new AzureDevOpsError({
    status: 400,
    typeNamespace: build,
    typeKey: 'BuildRequestValidationFailedException',
    message:
      'Could not queue the build because there were validation errors or warnings.',
    details: {
      customProperties: {
        ValidationResults: messages.map(message => ({
          result: 'error',
          message,
        })),
      },
    },
  });
