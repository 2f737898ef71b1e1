// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadAzureMlFiles } from './azureMlFiles.mjs';
import { checkFourthEnvironment } from './checkFourthEnvironment.mjs';
import { checkProject } from './checkProject.mjs';
import { LANES, runInLanes } from './lanes.mjs';
import { environmentOf, Laptop } from './laptop.mjs';
import { checkRemoteLocks } from './remoteLocks.mjs';
import { StepServer } from './StepServer.mjs';
import { Tally } from './Tally.mjs';

/**
 * @typedef {import('../template/askProjects.mjs').PreparedProject} Project
 *
 * @typedef {object} Group
 * @property {Project[]} projects with one lock
 * @property {Project[]} suites those whose complete test suite runs
 * @property {Map<Project, import('./shellBlocks.mjs').ShellPage[]>} pages to run in a project
 * @property {string} python of the lock
 * @property {import('../setup/setUp.mjs').NodeEnvironment} nodeEnvironment
 * @property {string} scratch
 * @property {Tally} tally
 * @property {(line: string) => void} print
 */

/**
 * Tries projects that have one lock, as many at the same time as there are cores.
 *
 * @param {Group} group
 */
export async function checkGroup(group) {
  const { projects, suites, python, tally } = group;
  const laptopOf = (/** @type {Project} */ { name, directory }) =>
    new Laptop({ name, directory, python });
  tally.record(
    await loadAzureMlFiles({ projects, laptop: laptopOf(projects[0]) }),
  );
  tally.record(await checkRemoteLocks({ projects, laptopOf }));
  // Those with a test suite take longest, so they start first.
  const order = [...projects].sort(
    (one, other) =>
      Number(suites.includes(other)) - Number(suites.includes(one)),
  );
  const servers = startServers(group);
  try {
    await runInLanes(order, (project, lane) =>
      checkOne(group, project, { lane, server: servers[lane] }),
    );
  } finally {
    await Promise.all(servers.map(server => server.stop()));
  }
}

/** @param {Group} group */
function startServers({ python, scratch }) {
  return StepServer.isPossible
    ? Array.from(
        { length: LANES },
        (_, lane) =>
          new StepServer({
            python,
            cwd: scratch,
            environment: environmentOf(python, lane),
          }),
      )
    : [];
}

/**
 * @param {Group} group
 * @param {Project} project
 * @param {{ lane: number, server: StepServer | undefined }} place
 */
async function checkOne(group, project, { lane, server }) {
  const { suites, pages, python, nodeEnvironment, tally, print } = group;
  const { name, directory } = project;
  const started = Date.now();
  const own = new Tally();
  const scratch = join(group.scratch, 'places', name);
  mkdirSync(scratch, { recursive: true });
  const laptop = new Laptop({ name, directory, python, lane, server });
  await checkProject({
    project,
    laptop,
    tally: own,
    scratch,
    runsSuite: suites.includes(project),
    shellPages: pages.get(project) ?? [],
  });
  own.record(
    await checkFourthEnvironment({
      project,
      place: scratch,
      nodeEnvironment,
      laptop,
    }),
  );
  tally.add(own);
  const seconds = Math.round((Date.now() - started) / 1000);
  print(
    `  ${name}: ${own.passed} passed, ${own.failed} failed in ${seconds} s`,
  );
  // Each with its reason comes at the end; whoever waits can begin to look.
  own.remarks.forEach(remark => print(`    ${remark.split('\n')[0]}`));
}
