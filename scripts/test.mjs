// @ts-check
import { CommandError } from './commandLine/commandError.mjs';
import { USAGE_EXIT_CODE, readOptions } from './commandLine/readOptions.mjs';
import { runCommand } from './commandLine/runCommand.mjs';
import { repositoryRoot } from './repository.mjs';
import { ALL_PARTS, setUp } from './setup/setUp.mjs';
import { broken, closingLine, total } from './test-parts/outcome.mjs';
import { parts } from './test-parts/parts.mjs';

const HELP = `npm test [-- --only PART[,PART]]

Installs what is missing and runs the whole suite. The last line is "N passed, N failed", with
", N skipped" when this machine cannot run a part. With CI=true a skip counts as a failure.

  --only PART[,PART]   runs these parts only: ${parts
    .map(({ id, onDemand }) => (onDemand ? `${id} (runs only when named)` : id))
    .join(', ')}
  --help               shows this text

Environment variables
  AZURE_MLOPS_CHROMIUM   the browser to use (found on the path)
  AZURE_MLOPS_PYTHON     the Python to use, 3.10 or newer (found on the path)`;

await runCommand(async () => {
  const { help, only } = readOptions({
    command: 'npm test',
    options: { only: { type: 'string' } },
  });
  if (help) {
    console.log(HELP);
    return 0;
  }
  const chosen = chooseParts(only);
  const { nodeEnvironment, failures } = await setUpFor(chosen);

  /** @type {import('./test-parts/outcome.mjs').Outcome[]} */
  const outcomes = [];
  for (const part of chosen) {
    console.log(`\n${part.name}`);
    const started = Date.now();
    const missing = part.needs.flatMap(need => failures.get(need) ?? []);
    const counts =
      missing.length > 0
        ? broken(`not run, because the set-up failed: ${missing[0]}`)
        : await part
            .run({
              nodeEnvironment,
              repositoryRoot,
              print: console.log,
              maySkip: process.env.CI !== 'true',
            })
            .catch(error => broken(explain(error)));
    const seconds = (Date.now() - started) / 1000;
    const outcome = { ...counts, name: part.name, seconds };
    outcomes.push(outcome);
    for (const remark of outcome.remarks) {
      console.log(`  ${remark.split('\n').join('\n  ')}`);
    }
    console.log(
      `${part.name}: ${closingLine([outcome])} in ${Math.ceil(seconds)} s`,
    );
  }

  console.log(`\n${closingLine(outcomes)}`);
  return total(outcomes).failed > 0 ? 1 : 0;
});

/** @param {string | boolean | undefined} only */
function chooseParts(only) {
  if (typeof only !== 'string') {
    return parts.filter(({ onDemand }) => !onDemand);
  }
  const ids = only.split(',').map(id => id.trim());
  const unknown = ids.find(id => !parts.some(part => part.id === id));
  if (unknown !== undefined) {
    throw new CommandError(
      `There is no part "${unknown}" of the suite; --only takes ${parts
        .map(({ id }) => id)
        .join(', ')}, separated by commas.`,
      { exitCode: USAGE_EXIT_CODE },
    );
  }
  return parts.filter(({ id }) => ids.includes(id));
}

/**
 * What cannot be set up fails the parts that need it, and no others.
 *
 * @param {import('./test-parts/part.mjs').Part[]} chosen
 */
async function setUpFor(chosen) {
  const needed = ALL_PARTS.filter(need =>
    chosen.some(({ needs }) => needs.includes(need)),
  );
  /** @type {Map<import('./setup/setUp.mjs').SetUpPart, string>} */
  const failures = new Map();
  for (const need of needed) {
    const cause =
      need === 'frontend' ? failures.get('dependencies') : undefined;
    if (cause !== undefined) {
      failures.set(need, cause); // it is built with what could not be installed
      continue;
    }
    try {
      await setUp({ parts: [need] });
    } catch (error) {
      failures.set(need, explain(error));
      console.log(explain(error));
    }
  }
  const nodeEnvironment = await setUp({
    parts: needed.filter(need => !failures.has(need)),
  });
  return { nodeEnvironment, failures };
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof CommandError) {
    return error.message;
  }
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
