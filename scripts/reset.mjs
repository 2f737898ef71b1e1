// @ts-check
import { existsSync, rmSync } from 'node:fs';
import { readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { removeDataDirectory } from './portal/dataDirectory.mjs';
import { readSettings } from './portal/settings.mjs';
import { displayPath, toolsDirectory } from './repository.mjs';

const HELP = `npm run reset [-- --tools]

Removes the state of the portal and of the embedded Azure DevOps. Refuses while a portal runs on it.

  --tools   removes the installed Node and Python environment too (.tools)
  --help    shows this text

Environment variables
  AZURE_MLOPS_DATA_DIRECTORY   where the state lives (.data)`;

await runCommand(async () => {
  const { help, tools } = readOptions({
    command: 'npm run reset',
    options: { tools: { type: 'boolean' } },
  });
  if (help) {
    console.log(HELP);
    return;
  }
  const { dataDirectory } = readSettings(process.env);
  const removed = removeDataDirectory(dataDirectory);
  console.log(
    removed.length > 0
      ? `Removed ${displayPath(dataDirectory)} with ${removed.join(', ')}`
      : `Nothing to remove in ${displayPath(dataDirectory)}`,
  );
  if (tools) {
    const existed = existsSync(toolsDirectory);
    rmSync(toolsDirectory, { recursive: true, force: true, maxRetries: 3 });
    console.log(
      existed
        ? `Removed ${displayPath(toolsDirectory)}`
        : `Nothing to remove in ${displayPath(toolsDirectory)}`,
    );
  }
});
