// @ts-check
import { readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { checkTemplate } from './generated-project/checkTemplate.mjs';
import { withScratchDirectory } from './processes/scratchDirectory.mjs';
import { setUp } from './setup/setUp.mjs';
import { closingLine } from './test-parts/outcome.mjs';

const HELP = `npm run test:template -- [--all] [--only NAME[,NAME]] [--every-suite]

Renders combinations of the template's options and does in each project what its people and its
pipelines do: the part "generated-project" of npm test. The last line is "N passed, N failed".

  --all                every combination, with its complete test suite: for the night
  --only NAME[,NAME]   these combinations, such as 2-regression-both-managed-local
  --every-suite        the complete test suite in each project, not only in as many as run every
                       file of code and tests once`;

await runCommand(async () => {
  const options = readOptions({
    command: 'npm run test:template',
    options: {
      all: { type: 'boolean' },
      only: { type: 'string' },
      'every-suite': { type: 'boolean' },
    },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const nodeEnvironment = await setUp({ parts: ['dependencies', 'python'] });
  const { only, all } = options;
  const started = Date.now();
  const counts = await withScratchDirectory('azure-mlops-template-', scratch =>
    checkTemplate({
      nodeEnvironment,
      selection:
        typeof only === 'string' ? only.split(',') : all ? 'all' : 'pairwise',
      runsEverySuite: Boolean(all || options['every-suite']),
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
