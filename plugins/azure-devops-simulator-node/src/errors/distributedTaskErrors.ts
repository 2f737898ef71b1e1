import { errorOf } from './AzureDevOpsError';

const distributedTask = 'Microsoft.TeamFoundation.DistributedTask.WebApi';
const checks = 'Microsoft.Azure.Pipelines.Checks.WebApi';

export const environmentUnknown = (id: string) =>
  errorOf(
    404,
    distributedTask,
    'EnvironmentNotFoundException',
    `Environment with ID '${id}' does not exist or you do not have permission to see it.`,
  );

export const environmentExists = (name: string) =>
  errorOf(
    409,
    distributedTask,
    'EnvironmentExistsException',
    `Environment with name '${name}' already exists in this project.`,
  );

export const environmentInvalid = (message: string) =>
  errorOf(400, distributedTask, 'InvalidEnvironmentException', message);

export const variableGroupUnknown = (id: string) =>
  errorOf(
    404,
    distributedTask,
    'VariableGroupNotFoundException',
    `Variable group with ID ${id} does not exist or you do not have permission to see it.`,
  );

export const variableGroupExists = (name: string) =>
  errorOf(
    409,
    distributedTask,
    'VariableGroupExistsException',
    `Variable group with name '${name}' already exists in this project.`,
  );

/** Status and type key are assumed. */
export const variableGroupInUse = (name: string, pipeline: string) =>
  errorOf(
    409,
    distributedTask,
    'VariableGroupInUseException',
    `Variable group '${name}' cannot be deleted: the pipeline '${pipeline}' uses it.`,
  );

export const variableGroupInvalid = (message: string) =>
  errorOf(400, distributedTask, 'InvalidVariableGroupException', message);

/** Status and type key of the errors of secure files are assumed. */
export const secureFileUnknown = (id: string) =>
  errorOf(
    404,
    distributedTask,
    'SecureFileNotFoundException',
    `Secure file with ID ${id} does not exist or you do not have permission to see it.`,
  );

export const secureFileExists = (name: string) =>
  errorOf(
    409,
    distributedTask,
    'SecureFileExistsException',
    `Secure file with name '${name}' already exists in this project.`,
  );

export const secureFileInvalid = (message: string) =>
  errorOf(400, distributedTask, 'InvalidSecureFileException', message);

export const secureFileNotReadable = (id: string) =>
  errorOf(
    403,
    distributedTask,
    'AccessDeniedException',
    `The content of the secure file ${id} is only given to a job with a download ticket, which the simulator does not hand out.`,
  );

export const queueUnknown = (id: string) =>
  errorOf(
    404,
    distributedTask,
    'TaskAgentQueueNotFoundException',
    `VS402881: No agent queue found with identifier ${id}.`,
  );

export const queueExists = (name: string) =>
  errorOf(
    409,
    distributedTask,
    'TaskAgentQueueExistsException',
    `The agent queue ${name} already exists in this project.`,
  );

/** The type key is assumed. */
export const queueInvalid = (message: string) =>
  errorOf(400, distributedTask, 'InvalidTaskAgentQueueException', message);

export const poolExists = (name: string) =>
  errorOf(
    409,
    distributedTask,
    'TaskAgentPoolExistsException',
    `The agent pool ${name} already exists.`,
  );

export const poolUnknown = (id: string) =>
  errorOf(
    404,
    distributedTask,
    'TaskAgentPoolNotFoundException',
    `No agent pool found with identifier ${id}.`,
  );

/** Type keys of agents and tasks are assumed. */
export const agentUnknown = (id: string) =>
  errorOf(
    404,
    distributedTask,
    'TaskAgentNotFoundException',
    `No agent found with identifier ${id}.`,
  );

export const taskUnknown = (id: string) =>
  errorOf(
    404,
    distributedTask,
    'TaskDefinitionNotFoundException',
    `The task ${id} is none of those that the simulator's agent carries out.`,
  );

export const checkUnknown = (id: string) =>
  errorOf(
    404,
    checks,
    'CheckConfigurationNotFoundException',
    `Check configuration with ID ${id} does not exist.`,
  );

export const checkInvalid = (message: string) =>
  errorOf(400, checks, 'InvalidCheckConfigurationException', message);

export const resourceUnknown = (type: string, id: string) =>
  errorOf(
    404,
    checks,
    'ResourceNotFoundException',
    `The resource ${id} of type ${type} does not exist or you do not have permission to see it.`,
  );
