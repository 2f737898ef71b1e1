// @ts-check
import { demoBenchmark } from './benchmarks/demo.mjs';
import { provisioningBenchmark } from './benchmarks/provisioning.mjs';
import { simulatorBenchmark } from './benchmarks/simulator.mjs';
import { describeMachine, figureTable } from './benchmarks/figures.mjs';
import { CommandError } from './commandLine/commandError.mjs';
import { USAGE_EXIT_CODE, readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { setUp } from './setup/setUp.mjs';

const BENCHMARKS = [demoBenchmark, provisioningBenchmark, simulatorBenchmark];

const HELP = `npm run bench -- NAME [--json]

Measures, prints a table, and exits with 1 when a stated goal does not hold.

${BENCHMARKS.map(({ name, description }) => `  ${name}   ${description}`).join(
  '\n',
)}

  --json   prints one JSON document last; everything else goes to standard error`;

await runCommand(async () => {
  const [name, ...rest] = process.argv.slice(2);
  const options = readOptions({
    command: 'npm run bench -- NAME',
    args: name?.startsWith('--') ? [name, ...rest] : rest,
    options: { json: { type: 'boolean' } },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const benchmark = BENCHMARKS.find(candidate => candidate.name === name);
  if (!benchmark) {
    throw new CommandError(
      `There is no benchmark "${name ?? ''}"; expected one of: ${BENCHMARKS.map(
        candidate => candidate.name,
      ).join(', ')}.`,
      { exitCode: USAGE_EXIT_CODE },
    );
  }
  const print = options.json ? console.error : console.log;
  const nodeEnvironment = await setUp({ print });
  const figures = await benchmark.run({ nodeEnvironment, print });
  print(`\n${figureTable(figures)}`);
  if (options.json) {
    const document = { name, machine: describeMachine(), figures };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  return figures.some(({ holds }) => holds === false) ? 1 : 0;
});
