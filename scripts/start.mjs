// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import {
  prepareDataDirectory,
  requireNoRunningPortal,
} from './portal/dataDirectory.mjs';
import {
  AZURE_DEVOPS_PORT_VARIABLE,
  PORTAL_PORT_VARIABLE,
  readSettings,
} from './portal/settings.mjs';
import { startPortal } from './portal/startPortal.mjs';
import { requireFreePort } from './processes/ports.mjs';
import { displayPath, repositoryRoot } from './repository.mjs';
import { setUp } from './setup/setUp.mjs';

/** Of the embedded Azure DevOps' seed; it opens nothing else. */
const DEVELOPMENT_TOKEN = 'azure-devops-simulator-development-token';

const HELP = `npm start [-- --verbose] [--no-agent]

Installs what is missing, starts the embedded Azure DevOps and the portal, and prints where they
are. Ctrl-C stops both. State survives a restart; "npm run reset" clears it. Settings of your own go
into app-config.local.yaml, which overrides app-config.yaml.

  --verbose    shows what the two servers log
  --no-agent   leaves the runs of pipelines in the queue; otherwise they run on this machine
  --help       shows this text

Environment variables
  AZURE_MLOPS_PORTAL_PORT          the port of the portal (7007)
  AZURE_MLOPS_AZURE_DEVOPS_PORT    the port of the embedded Azure DevOps (7008)
  AZURE_MLOPS_DATA_DIRECTORY       where the state lives (.data)
  AZURE_MLOPS_PYTHON               the Python to use, 3.10 or newer (found on the path)`;

await runCommand(async interruption => {
  const {
    help,
    verbose,
    'no-agent': noAgent,
  } = readOptions({
    command: 'npm start',
    options: {
      verbose: { type: 'boolean' },
      'no-agent': { type: 'boolean' },
    },
  });
  if (help) {
    console.log(HELP);
    return;
  }

  const settings = readSettings(process.env);
  requireNoRunningPortal(settings.dataDirectory);
  await requireFreePort({
    port: settings.portalPort,
    purpose: 'the portal',
    variable: PORTAL_PORT_VARIABLE,
  });
  await requireFreePort({
    port: settings.azureDevOpsPort,
    purpose: 'the embedded Azure DevOps',
    variable: AZURE_DEVOPS_PORT_VARIABLE,
  });
  prepareDataDirectory(settings.dataDirectory);

  const nodeEnvironment = await setUp();
  console.log('Starting the portal and the embedded Azure DevOps');
  const localConfig = join(repositoryRoot, 'app-config.local.yaml');
  const portal = await startPortal({
    ...settings,
    verbose: verbose === true,
    nodeEnvironment,
    extraConfigs: existsSync(localConfig) ? [localConfig] : [],
    simulatorArguments: noAgent ? [] : ['--agent'],
  });
  console.log(welcome(portal));

  const failure = await Promise.race([portal.died, interruption.wait()]);
  if (failure) {
    await portal.stop();
    throw failure;
  }
  console.log('\nStopping');
  await portal.stop();
});

/** @param {import('./portal/startPortal.mjs').Portal} portal */
function welcome(portal) {
  return `
  Portal                  ${portal.portalUrl}
  Embedded Azure DevOps   ${portal.azureDevOpsUrl}

  Open ${
    portal.portalUrl
  }/create, choose "Azure MLOps project" and answer its questions.
  To clone what it makes, git asks for a user name (any) and a password:
  ${DEVELOPMENT_TOKEN}
  Logs are in ${displayPath(portal.logDirectory)}.
  Ctrl-C stops both; "npm run reset" clears what was created.
`;
}
