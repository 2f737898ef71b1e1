// @ts-check
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolsDirectory } from '../repository.mjs';
import { findSwallowedItems } from './builtPages.mjs';
import { findBrokenLinks } from './markdownLinks.mjs';
import { stepsOf } from './pipelineSteps.mjs';
import { playDryRuns, playPipelines } from './playPipelines.mjs';

/** What has to be run in each project, whatever its pipelines run. */
const QUALITY_STEPS = [
  'lint',
  'check_types',
  'validate_configuration',
  'lint_pipelines',
];

const RUN_NOTEBOOK = fileURLToPath(
  new URL('python/run_notebook.py', import.meta.url),
);
const MKDOCS = join(
  toolsDirectory,
  'python',
  process.platform === 'win32' ? 'Scripts' : 'bin',
  'mkdocs',
);

/**
 * What is tried on one rendered project.
 *
 * @typedef {object} ProjectWork
 * @property {import('../template/askProjects.mjs').PreparedProject} project
 * @property {import('./laptop.mjs').Laptop} laptop
 * @property {import('./Tally.mjs').Tally} tally
 * @property {string} scratch of this project alone
 * @property {boolean} runsSuite whether the complete test suite runs
 * @property {import('./shellBlocks.mjs').ShellPage[]} shellPages those to run here
 */

/** @param {ProjectWork} work */
export async function checkProject(work) {
  const { project, laptop, tally, scratch } = work;
  await laptop.commitAll();
  tally.record(await checkSteps(work));
  if (project.combination.backend !== 'local') {
    tally.record(await playDryRuns({ project, laptop }));
  }
  tally.record(await checkNotebooks(work));
  tally.record(await checkLeftovers(work));
  tally.record(
    new Map(
      [...findBrokenLinks(project.directory)].map(([file, broken]) => [
        `${project.name}: links of ${file}`,
        broken,
      ]),
    ),
  );
  const techDocs = await laptop.run(MKDOCS, [
    'build',
    '--strict',
    '--quiet',
    '--site-dir',
    join(scratch, 'site'),
  ]);
  tally.record(
    new Map([
      [
        `${project.name}: TechDocs`,
        techDocs.isOk
          ? findSwallowedItems(join(scratch, 'site'))
          : techDocs.lines,
      ],
    ]),
  );
  tally.record(await checkShellPages(work));
}

/** @param {ProjectWork} work */
async function checkSteps({ project, laptop, scratch, runsSuite }) {
  const { lines, complaints } = await playPipelines({
    project,
    laptop,
    artifactDirectory: scratch,
    isWanted: ({ step }) => runsSuite || step !== 'test',
  });
  const done = lines.map(({ step }) => step);
  const wanted = [...QUALITY_STEPS, ...(runsSuite ? ['test'] : [])];
  for (const step of wanted.filter(name => !done.includes(name))) {
    const end = await laptop.runPython(['-m', `operation.execution.${step}`]);
    complaints.set(
      `${project.name}: ${step}, which no pipeline runs`,
      end.isOk ? [] : end.lines,
    );
  }
  return complaints;
}

/** @param {ProjectWork} work */
async function checkNotebooks({ project, laptop }) {
  /** @type {Map<string, string[]>} */
  const complaints = new Map();
  const folder = join(project.directory, 'notebooks');
  const notebooks = readdirSync(folder).filter(name => name.endsWith('.ipynb'));
  if (notebooks.length === 0) {
    complaints.set(`${project.name}: notebooks`, ['there is none']);
  }
  for (const name of notebooks) {
    const end = await laptop.runPython([RUN_NOTEBOOK, join(folder, name)], {
      environment: { PYTHONPATH: project.directory }, // as notebooks/README.md starts Jupyter
    });
    complaints.set(
      `${project.name}: notebook ${name}`,
      end.isOk ? [] : end.lines,
    );
  }
  return complaints;
}

/**
 * What steps and notebooks write must be ignored by Git, or somebody commits it.
 *
 * @param {ProjectWork} work
 */
async function checkLeftovers({ project, laptop }) {
  const end = await laptop.run('git', ['status', '--porcelain']);
  const entries = end.lines.slice(1, -1);
  return new Map([
    [
      `${project.name}: nothing that the steps write would be committed`,
      end.isOk ? entries : end.lines,
    ],
  ]);
}

/**
 * The shell blocks of each page in a copy of the project, as it is after its pipelines have run.
 *
 * @param {ProjectWork} work
 */
async function checkShellPages({ project, laptop, scratch, shellPages }) {
  /** @type {Map<string, string[]>} */
  const complaints = new Map();
  const tools = toolLinesOf(project);
  for (const { file, script } of shellPages) {
    const copy = join(scratch, 'page');
    cpSync(project.directory, copy, { recursive: true });
    const lines = script.split('\n').filter(line => !tools.has(line));
    const end = await laptop.run(
      'bash',
      ['-euo', 'pipefail', '-c', `set -x\n${lines.join('\n')}`],
      { cwd: copy },
    );
    complaints.set(
      `${project.name}: shell blocks of ${file}`,
      end.isOk ? [] : end.lines,
    );
    rmSync(copy, { recursive: true, force: true });
  }
  return complaints;
}

/**
 * Lines of development tools, such as the linter: they have run as steps, and take long.
 *
 * @param {import('../template/askProjects.mjs').PreparedProject} project
 * @returns {Set<string>}
 */
function toolLinesOf({ pipelines }) {
  return new Set(
    pipelines
      .flatMap(stepsOf)
      .flatMap(step =>
        step.kind === 'line' && !step.args.includes('--env') ? [step.line] : [],
      ),
  );
}
