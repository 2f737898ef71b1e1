// @ts-check
import {
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { onLocalBackend, stepsOf, withBackend } from './pipelineSteps.mjs';

/** A pipeline that needs a version before the present one. */
const GOES_BACK = /\/roll_?back[^/]*\.yml$/;

/** The pipelines that make a version: the first trains it, the others bring it to environments. */
const MAKES_A_VERSION = /\/(training|deployment)\.yml$/;

/**
 * What became of the lines of a project's pipelines.
 *
 * @typedef {object} PlayedLine
 * @property {string} pipeline
 * @property {string} line as the pipeline has it
 * @property {string} step
 * @property {import('./laptop.mjs').CommandEnd} end
 *
 * @typedef {object} Play
 * @property {PlayedLine[]} lines
 * @property {Map<string, string[]>} complaints by title: each line, and each artifact
 */

/**
 * @typedef {object} Stage
 * @property {import('../template/askProjects.mjs').PreparedProject} project
 * @property {import('./laptop.mjs').Laptop} laptop
 * @property {string} artifactDirectory
 * @property {(line: { step: string, line: string }) => boolean} [isWanted] leaves lines out
 */

/**
 * Runs the pipelines of a project as an agent would, one after the other, with every step line on
 * the laptop. Artifacts are carried from where they are published to where they are downloaded.
 *
 * @param {Stage} stage
 * @returns {Promise<Play>}
 */
export async function playPipelines(stage) {
  const { project, laptop } = stage;
  /** @type {Play} */
  const play = { lines: [], complaints: new Map() };
  for (const pipeline of project.pipelines) {
    complain(
      play,
      `${project.name}: ${pipeline.file}: compiles`,
      pipeline.problems.length > 0 || pipeline.pipeline
        ? pipeline.problems
        : ['it has no content'],
    );
    const steps = stepsOf(pipeline);
    if (GOES_BACK.test(pipeline.file)) {
      await withAnotherModel(laptop.directory, async () => {
        for (const { from, step } of stepsBefore(
          project,
          environmentsOf(steps),
        )) {
          await playStep(stage, play, from, step);
        }
      });
    }
    for (const step of steps) {
      await playStep(stage, play, pipeline, step);
    }
  }
  return play;
}

/**
 * What makes a second version in the environments of a rollback.
 *
 * @param {import('../template/askProjects.mjs').PreparedProject} project
 * @param {string[]} environments
 */
function stepsBefore({ pipelines }, environments) {
  return pipelines
    .filter(({ file }) => MAKES_A_VERSION.test(file))
    .flatMap((from, index) =>
      stepsOf(from)
        .filter(
          step =>
            step.kind !== 'line' ||
            index === 0 ||
            environmentsOf([step]).some(name => environments.includes(name)),
        )
        .map(step => ({ from, step })),
    );
}

/** @param {import('./pipelineSteps.mjs').LaptopStep[]} steps */
function environmentsOf(steps) {
  return steps.flatMap(step =>
    step.kind === 'line' && step.args.includes('--env')
      ? [step.args[step.args.indexOf('--env') + 1]]
      : [],
  );
}

/**
 * Does work while the model would be trained a little differently.
 *
 * @param {string} directory
 * @param {() => Promise<void>} work
 */
async function withAnotherModel(directory, work) {
  const file = join(directory, 'operation', 'configuration', 'training.yml');
  const text = readFileSync(file, 'utf8');
  const other = text.replace(/^( +\w*regularization: )\S+$/m, '$11.25');
  if (other === text) {
    throw new Error(`${file} has no regularization to train differently with`);
  }
  writeFileSync(file, other);
  try {
    await work();
  } finally {
    writeFileSync(file, text);
  }
}

/**
 * @param {Stage} stage
 * @param {Play} play
 * @param {{ file: string }} pipeline
 * @param {import('./pipelineSteps.mjs').LaptopStep} step
 */
async function playStep(stage, play, { file }, step) {
  const { project, laptop, artifactDirectory, isWanted = () => true } = stage;
  const titled = (/** @type {string} */ what) =>
    `${project.name}: ${file}: ${what}`;
  switch (step.kind) {
    case 'line':
      if (isWanted(step) && !isDone(play, step)) {
        const end = await runLine(laptop, step, onLocalBackend(step.args));
        const { line, step: name } = step;
        play.lines.push({ pipeline: file, line, step: name, end });
        complain(play, titled(line), end.isOk ? [] : end.lines);
      }
      break;
    case 'publish':
    case 'download':
      complain(
        play,
        titled(`${step.kind} ${step.artifact}`),
        carry(step, laptop.directory, artifactDirectory),
      );
      break;
    case 'install':
      complain(
        play,
        titled(step.line),
        existsSync(join(laptop.directory, step.lock))
          ? []
          : [`there is no ${step.lock}`],
      );
      break;
    case 'other':
      complain(play, titled(step.line), [
        'it is no line that a laptop can run',
      ]);
      break;
    default: // only an agent has use for it
  }
}

/**
 * A development tool, such as the linter, says the same again in a second pipeline.
 *
 * @param {Play} play
 * @param {{ line: string, args: string[] }} step
 */
function isDone({ lines }, { line, args }) {
  return !args.includes('--env') && lines.some(played => played.line === line);
}

/**
 * What each line that knows back ends would send to Azure, printed and not sent.
 *
 * @param {{
 *   project: import('../template/askProjects.mjs').PreparedProject,
 *   laptop: import('./laptop.mjs').Laptop,
 * }} options
 * @returns {Promise<Map<string, string[]>>} complaints by title
 */
export async function playDryRuns({ project, laptop }) {
  /** @type {Map<string, string[]>} */
  const complaints = new Map();
  for (const step of project.pipelines.flatMap(stepsOf)) {
    if (
      step.kind !== 'line' ||
      !step.args.includes('--backend') ||
      step.args.includes('--rehearsal') // for the local backend alone
    ) {
      continue;
    }
    const args = [...withBackend(step.args, 'azureml'), '--dry-run'];
    const title = `${project.name}: ${step.step} ${args.join(' ')}`;
    if (!complaints.has(title)) {
      const end = await runLine(laptop, step, args);
      complaints.set(title, end.isOk ? [] : end.lines);
    }
  }
  return complaints;
}

/**
 * @param {import('./laptop.mjs').Laptop} laptop
 * @param {{ module: string, environment: Record<string, string> }} step
 * @param {string[]} args
 */
function runLine(laptop, { module, environment }, args) {
  const known = Object.entries(environment).filter(
    ([, value]) => !value.includes('$('),
  );
  return laptop.runPython(['-m', module, ...args], {
    environment: Object.fromEntries(known),
  });
}

/**
 * @param {Play} play
 * @param {string} title
 * @param {string[]} lines
 */
function complain({ complaints }, title, lines) {
  const before = complaints.get(title);
  complaints.set(title, [...(before ?? []), ...lines]);
}

/**
 * @param {{ kind: 'publish' | 'download', artifact: string, path: string }} step
 * @param {string} directory
 * @param {string} artifactDirectory
 * @returns {string[]} why it cannot be
 */
function carry({ kind, artifact, path }, directory, artifactDirectory) {
  const place = resolve(
    directory,
    path
      .replace('$(Build.SourcesDirectory)', directory)
      .replace('$(System.DefaultWorkingDirectory)', directory)
      .replace('$(Pipeline.Workspace)', join(artifactDirectory, 'workspace')),
  );
  const stored = join(artifactDirectory, 'artifacts', artifact);
  const [from, to] = kind === 'publish' ? [place, stored] : [stored, place];
  if (!existsSync(from)) {
    return kind === 'publish'
      ? [`there is no ${path}`]
      : [`no pipeline before has published ${artifact}`];
  }
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return [];
}
