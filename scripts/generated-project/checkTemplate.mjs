// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareProjects } from '../template/askProjects.mjs';
import { loadAzureMlFiles } from './azureMlFiles.mjs';
import { checkFourthEnvironment } from './checkFourthEnvironment.mjs';
import { checkProject } from './checkProject.mjs';
import { chooseCover, chooseSuites } from './chooseSuites.mjs';
import { runInLanes } from './lanes.mjs';
import { Laptop } from './laptop.mjs';
import { checkPipelineContract } from './pipelineContract.mjs';
import {
  fingerprintOfLock,
  forgetOtherLocks,
  pythonOfLock,
} from './pythonOfLock.mjs';
import { checkRemoteLocks } from './remoteLocks.mjs';
import { shellPagesOf } from './shellBlocks.mjs';
import { Tally } from './Tally.mjs';

const LOCK = 'requirements.lock';

/**
 * Renders projects and does in each what its people and its pipelines do. The complete test suite
 * runs in every one, or only in as many as run every file of code and tests once.
 *
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   selection: 'pairwise' | 'all' | string[],
 *   runsEverySuite?: boolean,
 *   scratch: string,
 *   print: (line: string) => void,
 * }} options
 * @returns {Promise<import('../test-parts/outcome.mjs').Counts>}
 */
export async function checkTemplate({
  nodeEnvironment,
  selection,
  runsEverySuite = false,
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
  const suites = runsEverySuite ? projects : chooseSuites(projects);
  print(`  complete test suite in: ${suites.map(nameOf).join(', ')}`);
  const pages = sharePages(projects);
  await checkPipelineContract({ projects, scratch, tally, nodeEnvironment });
  for (const group of groupByLock(projects)) {
    const lock = join(group[0].directory, LOCK);
    const python = await pythonOfLock(lock, print);
    const laptopOf = (
      /** @type {import('../template/askProjects.mjs').PreparedProject} */ {
        name,
        directory,
      },
      lane = 0,
    ) => new Laptop({ name, directory, python, lane });
    const first = laptopOf(group[0]);
    tally.record(await loadAzureMlFiles({ projects: group, laptop: first }));
    tally.record(await checkRemoteLocks({ projects: group, laptopOf }));
    // Those with a test suite take longest, so they start first.
    const order = [...group].sort(
      (one, other) =>
        Number(suites.includes(other)) - Number(suites.includes(one)),
    );
    await runInLanes(order, async (project, lane) => {
      const started = Date.now();
      const own = new Tally();
      const place = join(scratch, 'places', project.name);
      mkdirSync(place, { recursive: true });
      const laptop = laptopOf(project, lane);
      await checkProject({
        project,
        laptop,
        tally: own,
        scratch: place,
        runsSuite: suites.includes(project),
        shellPages: pages.get(project) ?? [],
      });
      own.record(
        await checkFourthEnvironment({
          project,
          place,
          nodeEnvironment,
          laptop,
        }),
      );
      tally.add(own);
      print(
        `  ${project.name}: ${own.passed} passed, ${
          own.failed
        } failed in ${Math.round((Date.now() - started) / 1000)} s`,
      );
      // Each with its reason comes at the end; whoever waits can begin to look.
      own.remarks.forEach(remark => print(`    ${remark.split('\n')[0]}`));
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
