import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath } from '../findOnPath';
import { JobServiceConnection } from '../JobRequest';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { logScript, runInterpreter, writeScript } from './runScript';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';

interface AzureCli {
  readonly context: StepContext;
  readonly command: string;
  readonly connectionName: string;
  readonly connection: JobServiceConnection;
  readonly environment: Readonly<Record<string, string>>;
}

function parameterOf(
  connection: JobServiceConnection,
  name: string,
): string | undefined {
  return Object.entries(connection.parameters).find(
    ([key]) => key.toLowerCase() === name,
  )?.[1];
}

function required({ connection, connectionName }: AzureCli, name: string) {
  const value = parameterOf(connection, name);
  if (!value) {
    throw new TaskFailure(
      `The service connection '${connectionName}' has no ${name}; az login cannot be done without it.`,
    );
  }
  return value;
}

async function runAz(
  cli: AzureCli,
  parameters: readonly string[],
): Promise<void> {
  const { exitCode } = await cli.context.runChild({
    command: cli.command,
    parameters,
    environment: cli.environment,
  });
  if (exitCode !== 0) {
    throw new TaskFailure(
      `az ${parameters[0]} for the service connection '${cli.connectionName}' ended with ${exitCode}.`,
    );
  }
}

async function signInWithKey(cli: AzureCli): Promise<void> {
  const { job } = cli.context;
  const client = required(cli, 'serviceprincipalid');
  const tenant = required(cli, 'tenantid');
  const key = parameterOf(cli.connection, 'serviceprincipalkey');
  if (!key) {
    throw new TaskFailure(
      `The simulator does not keep the secret of the service connection '${cli.connectionName}', so the agent cannot sign in to Azure with it. Use a real organization for steps that need Azure.`,
    );
  }
  job.masker.add(key);
  // In a file, as everybody can see the parameters of a process.
  const file = join(job.folders.temp, `${job.settings.random.uuid()}.key`);
  await writeFile(file, key, { mode: 0o600 });
  try {
    await runAz(cli, [
      'login',
      '--service-principal',
      '--username',
      client,
      `--password=@${file}`,
      '--tenant',
      tenant,
      '--allow-no-subscriptions',
      '--output',
      'none',
    ]);
  } finally {
    await rm(file, { force: true });
  }
}

async function signIn(cli: AzureCli): Promise<void> {
  const { scheme } = cli.connection;
  switch (scheme.toLowerCase()) {
    case 'serviceprincipal':
      await signInWithKey(cli);
      break;
    case 'managedserviceidentity':
      await runAz(cli, ['login', '--identity', '--output', 'none']);
      break;
    case 'workloadidentityfederation':
      throw new TaskFailure(
        `The service connection '${cli.connectionName}' signs in by workload identity federation. That is not simulated: Microsoft Entra ID trusts no token of this simulator. Use a real organization for steps that need Azure.`,
      );
    default:
      throw new TaskFailure(
        `The service connection '${cli.connectionName}' has the scheme ${scheme}; signing in with it is not simulated.`,
      );
  }
  const subscription = cli.connection.data?.subscriptionId;
  if (subscription) {
    await runAz(cli, ['account', 'set', '--subscription', subscription]);
  }
}

function findConnection(context: StepContext, name: string) {
  const { serviceConnections } = context.job.request;
  const found = Object.entries(serviceConnections).find(
    ([known]) => known.toLowerCase() === name.toLowerCase(),
  );
  if (!found) {
    throw new TaskFailure(
      `There is no service connection '${name}' that this job may use.`,
    );
  }
  return found[1];
}

/** What addSpnToEnvironment gives the script. */
function identityOf(cli: AzureCli): Readonly<Record<string, string>> {
  const key = parameterOf(cli.connection, 'serviceprincipalkey');
  return {
    servicePrincipalId: required(cli, 'serviceprincipalid'),
    tenantId: required(cli, 'tenantid'),
    ...(key && { servicePrincipalKey: key }),
  };
}

async function runScript(cli: AzureCli, inputs: TaskInputs): Promise<void> {
  const { context } = cli;
  const isInline =
    inputs.text('scriptLocation').toLowerCase() === 'inlinescript';
  const needed = isInline ? 'inlineScript' : 'scriptPath';
  if (!inputs.text(needed)) {
    throw new TaskFailure(`AzureCLI@2 needs the input '${needed}'.`);
  }
  const file = isInline
    ? await writeScript(context, {
        text: inputs.raw('inlineScript'),
        extension: 'sh',
      })
    : inputs.path('scriptPath');
  if (isInline) {
    logScript(context, inputs.raw('inlineScript'));
  }
  const parameters = inputs.text('scriptArguments');
  await runInterpreter(context, {
    title: 'Script',
    command: 'bash',
    // The shell splits the arguments.
    parameters: parameters
      ? ['-c', `exec bash "$0" ${parameters}`, file]
      : [file],
    directory: inputs.path('cwd'),
    failOnErrorStream: inputs.flag('failOnStandardError'),
    environment: {
      ...cli.environment,
      ...(inputs.flag('addSpnToEnvironment') && identityOf(cli)),
    },
  });
}

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const { job } = context;
  const command = await findOnPath('az', context.environment().PATH);
  if (!command) {
    throw new TaskFailure(
      'AzureCLI@2 needs the Azure CLI, and az is not on the PATH of this machine. Install it: https://learn.microsoft.com/cli/azure/install-azure-cli',
    );
  }
  const connectionName = inputs.text('connectedServiceNameARM');
  const settings = join(job.folders.temp, '.azclitask');
  await mkdir(settings, { recursive: true });
  const cli: AzureCli = {
    context,
    command,
    connectionName,
    connection: findConnection(context, connectionName),
    environment: inputs.flag('useGlobalConfig')
      ? {}
      : { AZURE_CONFIG_DIR: settings },
  };
  try {
    await signIn(cli);
    await runScript(cli, inputs);
  } finally {
    // Whoever comes next signs in for itself.
    await rm(settings, { recursive: true, force: true });
  }
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/azure-cli-v2 */
export const azureCli: Task = {
  id: '46e4be58-730b-4389-8a2f-ea10b3e5e815',
  name: 'AzureCLI',
  version: '2',
  friendlyName: 'Azure CLI',
  inputs: [
    {
      name: 'connectedServiceNameARM',
      aliases: ['azureSubscription'],
      isRequired: true,
    },
    {
      name: 'scriptType',
      isRequired: true,
      values: ['bash', 'pscore', 'ps', 'batch'],
      notSimulated: ['pscore', 'ps', 'batch'],
    },
    {
      name: 'scriptLocation',
      default: 'scriptPath',
      values: ['scriptPath', 'inlineScript'],
    },
    { name: 'scriptPath' },
    { name: 'inlineScript' },
    { name: 'scriptArguments', aliases: ['arguments'] },
    { name: 'powerShellErrorActionPreference' },
    flag('addSpnToEnvironment'),
    flag('useGlobalConfig'),
    { name: 'cwd', aliases: ['workingDirectory'] },
    flag('failOnStandardError'),
    flag('powerShellIgnoreLASTEXITCODE'),
    flag('visibleAzLogin', { default: 'true' }),
    flag('keepAzSessionActive', { notSimulated: ['true'] }),
    flag('allowNoSubscriptions', { default: 'true' }),
  ],
  run,
};
