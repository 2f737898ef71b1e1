// @ts-check
import { join } from 'node:path';
import { readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { typeScriptArguments } from './portal/serverProcess.mjs';
import { startProcessGroup } from './processes/processGroup.mjs';
import { repositoryRoot } from './repository.mjs';
import { setUp } from './setup/setUp.mjs';

const HELP = `npm run docs

Writes docs/actions.md from the schemas and examples of the scaffolder actions,
and docs/resources.md and docs/schemas from the schemas of the configuration.`;

await runCommand(async () => {
  const { help } = readOptions({ command: 'npm run docs', options: {} });
  if (help) {
    console.log(HELP);
    return 0;
  }
  const { executable, environment } = await setUp({ parts: ['dependencies'] });
  const { code, error } = await startProcessGroup({
    command: executable,
    args: typeScriptArguments(
      join(repositoryRoot, 'scripts', 'docs', 'writeReference.cjs'),
      [],
    ),
    cwd: repositoryRoot,
    environment,
    inheritOutput: true,
  }).ended;
  if (error) {
    throw error;
  }
  return code ?? 1;
});
