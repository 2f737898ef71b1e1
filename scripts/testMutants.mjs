// @ts-check
import { CommandError } from './commandLine/commandError.mjs';
import { USAGE_EXIT_CODE, readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { MUTANTS } from './generated-project/mutants/mutants.mjs';
import { mutantTable } from './generated-project/mutants/tryMutants.mjs';
import { checkMutants } from './generated-project/mutants/checkMutants.mjs';
import { withScratchDirectory } from './processes/scratchDirectory.mjs';
import { setUp } from './setup/setUp.mjs';

const HELP = `npm run test:mutants -- [--quick] [--only TEXT]

Makes a mistake at a time in a freshly generated project, and demands that the project's own checks
see it. Prints a table of mutants, and exits with 1 when one survives.

  --quick       only those that are seen within seconds
  --only TEXT   only those whose name has this text`;

await runCommand(async () => {
  const { help, quick, only } = readOptions({
    command: 'npm run test:mutants',
    options: { quick: { type: 'boolean' }, only: { type: 'string' } },
  });
  if (help) {
    console.log(HELP);
    return 0;
  }
  const mutants = MUTANTS.filter(
    ({ name, isQuick }) =>
      (!quick || isQuick) && (typeof only !== 'string' || name.includes(only)),
  );
  if (mutants.length === 0) {
    throw new CommandError(
      `No mutant has "${only}" in its name; there are:\n${MUTANTS.map(
        ({ name }) => `  ${name}`,
      ).join('\n')}`,
      { exitCode: USAGE_EXIT_CODE },
    );
  }
  const nodeEnvironment = await setUp({ parts: ['dependencies'] });
  const ends = await withScratchDirectory('azure-mlops-mutants-', scratch =>
    checkMutants({
      nodeEnvironment,
      mutants,
      scratch,
      print: console.log,
      isQuick: quick === true,
    }),
  );
  console.log(`\n${mutantTable(ends)}`);
  const killed = ends.filter(({ killedBy }) => killedBy).length;
  console.log(`\n${killed} of ${ends.length} mutants killed`);
  return killed === ends.length ? 0 : 1;
});
