// @ts-check
import { join } from 'node:path';
import { CommandError } from '../../commandLine/commandError.mjs';
import { prepareProjects } from '../../template/askProjects.mjs';
import { runInLanes } from '../lanes.mjs';
import { Laptop } from '../laptop.mjs';
import { pythonOfLock } from '../pythonOfLock.mjs';
import { MUTANT_PROJECTS } from './mutants.mjs';
import { findRedWithoutMutant, tryMutants } from './tryMutants.mjs';

/**
 * Renders the projects that the mutants need, makes sure that they are green, and tries each mutant.
 *
 * @param {{
 *   nodeEnvironment: import('../../setup/setUp.mjs').NodeEnvironment,
 *   mutants: import('./mutants.mjs').Mutant[],
 *   scratch: string,
 *   print: (line: string) => void,
 *   isQuick?: boolean,
 * }} options
 */
export async function checkMutants({
  nodeEnvironment,
  mutants,
  scratch,
  print,
  isQuick = false,
}) {
  const names = [
    ...new Set(mutants.map(({ project }) => MUTANT_PROJECTS[project])),
  ];
  const projects = await prepareProjects({
    nodeEnvironment,
    selection: names,
    outputDirectory: join(scratch, 'projects'),
  });
  const refused = projects.find(({ problem }) => problem !== undefined);
  if (refused) {
    throw new CommandError(`${refused.name}: ${refused.problem}`);
  }
  const python = await pythonOfLock(
    join(projects[0].directory, 'requirements.lock'),
    print,
  );
  await runInLanes(projects, async ({ name, directory }, lane) => {
    const laptop = new Laptop({ name, directory, python, lane });
    await laptop.commitAll();
    const red = await findRedWithoutMutant(
      laptop,
      isQuick ? likelyTests(mutants) : [],
    );
    if (red.length > 0) {
      throw new CommandError(
        `${name} is red without a mutant, so no mutant could be told:\n${red.join(
          '\n',
        )}`,
      );
    }
  });
  return tryMutants({
    mutants,
    projectOf: ({ project }) =>
      projects[names.indexOf(MUTANT_PROJECTS[project])],
    python,
    scratch,
    print,
    isQuick,
  });
}

/** @param {import('./mutants.mjs').Mutant[]} mutants */
function likelyTests(mutants) {
  return [...new Set(mutants.flatMap(({ tests }) => tests ?? []))];
}
