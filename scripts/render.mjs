// @ts-check
import { join } from 'node:path';
import { runCommand } from './commandLine/runCommand.mjs';
import { typeScriptArguments } from './portal/serverProcess.mjs';
import { startProcessGroup } from './processes/processGroup.mjs';
import { repositoryRoot } from './repository.mjs';
import { setUp } from './setup/setUp.mjs';

// The arguments are the render command's own, `--help` too: they pass through as they are.
await runCommand(async () => {
  const { executable, environment } = await setUp({ parts: ['dependencies'] });
  const render = startProcessGroup({
    command: executable,
    args: typeScriptArguments(
      join(repositoryRoot, 'scripts', 'template', 'runRender.cjs'),
      process.argv.slice(2),
    ),
    cwd: process.cwd(),
    environment,
    inheritOutput: true,
  });
  const { code, error } = await render.ended;
  if (error) {
    throw error;
  }
  return code ?? 1;
});
