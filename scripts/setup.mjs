// @ts-check
import { readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { setUp } from './setup/setUp.mjs';

const HELP = `npm run setup

Installs what is missing for "npm start" and "npm test": a supported Node, the dependencies from
yarn.lock, mkdocs for TechDocs, and the built front end. Does nothing when all of it is current.

Environment variables
  AZURE_MLOPS_PYTHON   the Python to use, 3.10 or newer (found on the path)`;

await runCommand(async () => {
  const { help } = readOptions({ command: 'npm run setup', options: {} });
  if (help) {
    console.log(HELP);
    return;
  }
  const started = Date.now();
  await setUp();
  console.log(
    `Everything is installed (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
});
