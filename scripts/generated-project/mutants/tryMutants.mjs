// @ts-check
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runInLanes } from '../lanes.mjs';
import { Laptop } from '../laptop.mjs';
import { Sources } from './Sources.mjs';

/**
 * One of the project's own checks; the quick ones come first.
 *
 * @typedef {{ name: string, args: string[] }} Check
 *
 * What became of a mutant.
 *
 * @typedef {object} MutantEnd
 * @property {import('./mutants.mjs').Mutant} mutant
 * @property {string} [killedBy]
 * @property {string} [problem] why it could not be tried
 * @property {number} seconds
 */

/** @type {Check[]} */
const QUICK = ['lint_pipelines', 'validate_configuration'].map(step => ({
  name: step,
  args: ['-m', `operation.execution.${step}`],
}));

/** A mutant may run forever; its pipeline would be ended, and red. The whole suite takes a sixth of it. */
const MAXIMUM_SECONDS = 900;

const PYTEST = ['-m', 'pytest', '-x', '-q', '-p', 'no:cacheprovider'];

/**
 * Applies each mutant to a fresh copy of its project and runs the project's own checks until one
 * of them goes red. When it is to be quick, of the tests only those run that are likely to see it.
 *
 * @param {{
 *   mutants: import('./mutants.mjs').Mutant[],
 *   projectOf: (mutant: import('./mutants.mjs').Mutant) => { name: string, directory: string },
 *   python: string,
 *   scratch: string,
 *   print: (line: string) => void,
 *   isQuick?: boolean,
 * }} options
 * @returns {Promise<MutantEnd[]>} in the order of the mutants
 */
export async function tryMutants({
  mutants,
  projectOf,
  python,
  scratch,
  print,
  isQuick = false,
}) {
  /** @type {Map<import('./mutants.mjs').Mutant, MutantEnd>} */
  const ends = new Map();
  await runInLanes(mutants, async (mutant, lane) => {
    const number = mutants.indexOf(mutant);
    const directory = join(scratch, `mutant-${number}`);
    cpSync(projectOf(mutant).directory, directory, { recursive: true });
    const laptop = new Laptop({
      name: `mutant-${number}`,
      directory,
      python,
      lane,
    });
    const end = await tryMutant(mutant, laptop, isQuick);
    ends.set(mutant, end);
    print(`  ${mutant.name}: ${end.killedBy ?? end.problem ?? 'SURVIVED'}`);
    rmSync(directory, { recursive: true, force: true });
  });
  return mutants.map(mutant => /** @type {MutantEnd} */ (ends.get(mutant)));
}

/**
 * The project without a mistake must pass, or nothing that goes red says anything.
 *
 * @param {Laptop} laptop
 * @param {string[]} tests folders and files
 * @returns {Promise<string[]>} what is red
 */
export async function findRedWithoutMutant(laptop, tests) {
  const red = [];
  for (const { name, args } of [
    ...QUICK,
    { name: 'tests', args: [...PYTEST, ...tests] },
  ]) {
    const end = await laptop.runPython(args);
    if (!end.isOk) {
      red.push(`${name}:\n${end.lines.join('\n')}`);
    }
  }
  return red;
}

/**
 * @param {import('./mutants.mjs').Mutant} mutant
 * @param {Laptop} laptop
 * @param {boolean} isQuick
 * @returns {Promise<MutantEnd>}
 */
async function tryMutant(mutant, laptop, isQuick) {
  const started = performance.now();
  const end = (/** @type {object} */ outcome) => ({
    mutant,
    seconds: (performance.now() - started) / 1000,
    ...outcome,
  });
  try {
    mutant.apply(new Sources(laptop.directory));
  } catch (error) {
    return end({ problem: error instanceof Error ? error.message : error });
  }
  for (const { name, args } of checksOf(mutant, {
    directory: laptop.directory,
    isQuick,
  })) {
    /** @type {string[]} */
    const failures = [];
    const { isOk, isOverdue } = await laptop.runPython(args, {
      maximumSeconds: MAXIMUM_SECONDS,
      onLine: line => {
        const test = /^FAILED (\S+::\S+)/.exec(line)?.[1];
        if (test) {
          failures.push(test);
        }
      },
    });
    if (isOverdue) {
      return end({ killedBy: `${name}: no end within ${MAXIMUM_SECONDS} s` });
    }
    if (!isOk) {
      return end({ killedBy: failures[0]?.split('/').at(-1) ?? name });
    }
  }
  return end({});
}

/**
 * @param {import('./mutants.mjs').Mutant} mutant
 * @param {{ directory: string, isQuick: boolean }} options
 * @returns {Check[]}
 */
function checksOf({ tests }, { directory, isQuick }) {
  const likely =
    tests && existsSync(join(directory, tests))
      ? [{ name: 'tests', args: [...PYTEST, tests] }]
      : [];
  const rest = isQuick ? [] : [{ name: 'tests', args: PYTEST }];
  return [...QUICK, ...likely, ...rest];
}

/**
 * @param {MutantEnd[]} ends
 */
export function mutantTable(ends) {
  const rows = [
    ['MUTANT', 'KILLED BY', 'SECONDS'],
    ...ends.map(({ mutant, killedBy, problem, seconds }) => [
      mutant.name,
      killedBy ?? (problem ? `NOT TRIED: ${problem}` : 'SURVIVED'),
      seconds.toFixed(1),
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(
      ([name, by, seconds]) =>
        `${name.padEnd(width)}  ${seconds.padStart(7)}  ${by}`,
    )
    .join('\n');
}
