// @ts-check
import { join } from 'node:path';
import { readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { writeSupportMatrix } from './contract/writeSupportMatrix.mjs';
import { typeScriptArguments } from './portal/serverProcess.mjs';
import { startProcessGroup } from './processes/processGroup.mjs';
import { repositoryRoot } from './repository.mjs';
import { setUp } from './setup/setUp.mjs';

const HELP = `npm run docs

Writes docs/actions.md from the schemas and examples of the scaffolder actions,
docs/resources.md and docs/schemas from the schemas of the configuration, and the support
matrix of docs/simulator.md where ../shared/contract holds Microsoft's published contract.`;

await runCommand(async () => {
  const { help } = readOptions({ command: 'npm run docs', options: {} });
  if (help) {
    console.log(HELP);
    return 0;
  }
  const nodeEnvironment = await setUp({ parts: ['dependencies'] });
  const { executable, environment } = nodeEnvironment;
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
  if (code !== 0) {
    return code ?? 1;
  }
  await writeSupportMatrix(nodeEnvironment);
  return 0;
});
