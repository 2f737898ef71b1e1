// @ts-check
import { demoBenchmark } from './benchmarks/demo.mjs';
import { provisioningBenchmark } from './benchmarks/provisioning.mjs';
import { simulatorBenchmark } from './benchmarks/simulator.mjs';
import { templateBenchmark } from './benchmarks/template.mjs';
import { describeMachine, figureTable } from './benchmarks/figures.mjs';
import { CommandError } from './commandLine/commandError.mjs';
import { USAGE_EXIT_CODE, readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { setUp } from './setup/setUp.mjs';

const BENCHMARKS = [
  demoBenchmark,
  provisioningBenchmark,
  simulatorBenchmark,
  templateBenchmark,
];

const HELP = `npm run bench -- NAME [--json] [--all] [--only NAME[,NAME]]

Measures, prints a table, and exits with 1 when a stated goal does not hold.

${BENCHMARKS.map(({ name, description }) => `  ${name}   ${description}`).join(
  '\n',
)}

  --json   prints one JSON document last; everything else goes to standard error

Of the template
  --all    every combination of its options, not only few that hold every pair
  --only   these combinations, such as 3-regression-both-managed-local`;

await runCommand(async () => {
  const [name, ...rest] = process.argv.slice(2);
  const options = readOptions({
    command: 'npm run bench -- NAME',
    args: name?.startsWith('--') ? [name, ...rest] : rest,
    options: {
      json: { type: 'boolean' },
      all: { type: 'boolean' },
      only: { type: 'string' },
    },
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
  const { all, only } = options;
  const figures = await benchmark.run({
    nodeEnvironment,
    print,
    all: all === true,
    only: typeof only === 'string' ? only.split(',') : undefined,
  });
  print(`\n${figureTable(figures)}`);
  if (options.json) {
    const document = { name, machine: describeMachine(), figures };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  return figures.some(({ holds }) => holds === false) ? 1 : 0;
});
