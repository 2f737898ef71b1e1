// @ts-check
import { CommandError } from './commandLine/commandError.mjs';
import { USAGE_EXIT_CODE, readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { checkTemplate } from './generated-project/checkTemplate.mjs';
import { withScratchDirectory } from './processes/scratchDirectory.mjs';
import { setUp } from './setup/setUp.mjs';
import { closingLine } from './test-parts/outcome.mjs';

const HELP = `npm run test:template -- [--all] [--only NAME[,NAME]] [--suite WHICH]

Renders combinations of the template's options and does in each project what its people and its
pipelines do: the part "generated-project" of npm test. The last line is "N passed, N failed".

  --all                every combination, with its complete test suite: for the night
  --only NAME[,NAME]   these combinations, such as 2-regression-both-managed-local
  --suite WHICH        where the complete test suite runs: cover (in as many as run every file of code
                       and tests once, as npm test does), every (as --all does) or none`;

const SUITES = /** @type {const} */ (['cover', 'every', 'none']);

await runCommand(async () => {
  const options = readOptions({
    command: 'npm run test:template',
    options: {
      all: { type: 'boolean' },
      only: { type: 'string' },
      suite: { type: 'string' },
    },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const nodeEnvironment = await setUp({ parts: ['dependencies', 'python'] });
  const { only, all } = options;
  const suite = SUITES.find(
    name => name === (options.suite ?? (all ? 'every' : 'cover')),
  );
  if (!suite) {
    throw new CommandError(
      `--suite is "${options.suite}", expected one of ${SUITES.join(', ')}.`,
      { exitCode: USAGE_EXIT_CODE },
    );
  }
  const started = Date.now();
  const counts = await withScratchDirectory('azure-mlops-template-', scratch =>
    checkTemplate({
      nodeEnvironment,
      selection:
        typeof only === 'string' ? only.split(',') : all ? 'all' : 'pairwise',
      suite,
      scratch,
      print: console.log,
    }),
  );
  for (const remark of counts.remarks) {
    console.log(remark);
  }
  const seconds = (Date.now() - started) / 1000;
  const outcome = { ...counts, name: 'template', seconds };
  console.log(`\n${closingLine([outcome])} in ${Math.ceil(seconds)} s`);
  return counts.failed > 0 ? 1 : 0;
});
