// @ts-check
import { constants } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { runCommand } from './commandLine/runCommand.mjs';
import { prepareDataDirectory } from './portal/dataDirectory.mjs';
import { typeScriptArguments } from './portal/serverProcess.mjs';
import { readSettings } from './portal/settings.mjs';
import { startProcessGroup } from './processes/processGroup.mjs';
import { repositoryRoot } from './repository.mjs';
import { setUp } from './setup/setUp.mjs';

// The arguments are the simulator's own, `--help` too: they pass through as they are.
await runCommand(async interruption => {
  const args = process.argv.slice(2);
  const { executable, environment } = await setUp({ parts: ['dependencies'] });
  markDataDirectory(args);

  const simulator = startProcessGroup({
    command: executable,
    args: typeScriptArguments(
      join(repositoryRoot, 'scripts', 'portal', 'runSimulator.cjs'),
      args,
    ),
    cwd: process.cwd(),
    environment,
    inheritOutput: true,
  });
  await Promise.race([simulator.ended, interruption.wait()]);
  if (interruption.signal.aborted) {
    await simulator.stop();
  }
  const { code, signal, error } = await simulator.ended;
  if (error) {
    throw error;
  }
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
});

/**
 * State within the portal's data directory belongs to the portal, whoever makes it first.
 *
 * @param {string[]} args
 */
function markDataDirectory(args) {
  const position = args.indexOf('--data');
  const value =
    position >= 0
      ? args[position + 1]
      : args.find(arg => arg.startsWith('--data='))?.slice('--data='.length);
  const { dataDirectory } = readSettings(process.env);
  if (value && !relative(dataDirectory, resolve(value)).startsWith('..')) {
    prepareDataDirectory(dataDirectory);
  }
}
