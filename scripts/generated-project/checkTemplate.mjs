// @ts-check
import { join } from 'node:path';
import { prepareProjects } from '../template/askProjects.mjs';
import { checkGroup } from './checkGroup.mjs';
import { chooseCover, chooseSuites } from './chooseSuites.mjs';
import { checkPipelineContract } from './pipelineContract.mjs';
import {
  fingerprintOfLock,
  forgetOtherLocks,
  pythonOfLock,
} from './pythonOfLock.mjs';
import { shellPagesOf } from './shellBlocks.mjs';
import { Tally } from './Tally.mjs';

const LOCK = 'requirements.lock';

/**
 * Renders projects and does in each what its people and its pipelines do. The complete test suite
 * runs in as many as run every file of code and tests once (`cover`), in every one, or in none.
 *
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   selection: 'pairwise' | 'all' | string[],
 *   suite?: 'cover' | 'every' | 'none',
 *   scratch: string,
 *   print: (line: string) => void,
 * }} options
 * @returns {Promise<import('../test-parts/outcome.mjs').Counts>}
 */
export async function checkTemplate({
  nodeEnvironment,
  selection,
  suite = 'cover',
  scratch,
  print,
}) {
  const tally = new Tally();
  const prepared = await prepareProjects({
    nodeEnvironment,
    selection,
    outputDirectory: join(scratch, 'projects'),
  });
  print(`  ${prepared.length} projects rendered`);
  const projects = prepared.filter(({ isRendered }) => isRendered);
  tally.record(
    new Map(
      prepared.map(({ name, problem }) => [
        `${name}: is rendered, and provisioning takes it`,
        problem?.split('\n') ?? [],
      ]),
    ),
  );
  forgetOtherLocks(projects.map(({ directory }) => join(directory, LOCK)));
  const suites = {
    cover: () => chooseSuites(projects),
    every: () => projects,
    none: () => [],
  }[suite]();
  print(`  complete test suite in: ${suites.map(nameOf).join(', ') || 'none'}`);
  const pages = sharePages(projects);
  await checkPipelineContract({ projects, scratch, tally, nodeEnvironment });
  for (const group of groupByLock(projects)) {
    await checkGroup({
      projects: group,
      suites,
      pages,
      python: await pythonOfLock(join(group[0].directory, LOCK), print),
      nodeEnvironment,
      scratch,
      tally,
      print,
    });
  }
  return tally.counts();
}

/** @param {{ name: string }} project */
function nameOf({ name }) {
  return name;
}

/**
 * Each page of the docs is tried in one project for every wording that its shell blocks have.
 *
 * @param {import('../template/askProjects.mjs').PreparedProject[]} projects
 */
function sharePages(projects) {
  const pages = new Map(
    projects.map(project => [project, shellPagesOf(project.directory)]),
  );
  const keyOf = (
    /** @type {import('./shellBlocks.mjs').ShellPage} */ { file, script },
  ) => `${file} ${script}`;
  const cover = chooseCover(projects, project =>
    (pages.get(project) ?? []).map(keyOf),
  );
  const taken = new Set();
  return new Map(
    cover.map(project => [
      project,
      (pages.get(project) ?? []).filter(page => {
        const isNew = page.script !== '' && !taken.has(keyOf(page));
        taken.add(keyOf(page));
        return isNew;
      }),
    ]),
  );
}

/**
 * @param {import('../template/askProjects.mjs').PreparedProject[]} projects
 * @returns {import('../template/askProjects.mjs').PreparedProject[][]}
 */
function groupByLock(projects) {
  /** @type {Map<string, import('../template/askProjects.mjs').PreparedProject[]>} */
  const groups = new Map();
  for (const project of projects) {
    const key = fingerprintOfLock(join(project.directory, LOCK));
    groups.set(key, [...(groups.get(key) ?? []), project]);
  }
  return [...groups.values()];
}
