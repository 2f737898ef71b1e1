// @ts-check
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onLocalBackend, stepsOf, withBackend } from './pipelineSteps.mjs';

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
 * Runs the pipelines of a project as an agent would, one after the other, with every step line on
 * the laptop; lines that are not wanted are left out. Artifacts are carried from where they are published to where they are downloaded.
 *
 * @param {{
 *   project: import('../template/askProjects.mjs').PreparedProject,
 *   laptop: import('./laptop.mjs').Laptop,
 *   artifactDirectory: string,
 *   isWanted?: (line: { step: string, line: string }) => boolean,
 * }} options
 * @returns {Promise<Play>}
 */
export async function playPipelines({
  project,
  laptop,
  artifactDirectory,
  isWanted = () => true,
}) {
  /** @type {Play} */
  const play = { lines: [], complaints: new Map() };
  for (const pipeline of project.pipelines) {
    const title = (/** @type {string} */ what) =>
      `${project.name}: ${pipeline.file}: ${what}`;
    play.complaints.set(
      title('compiles'),
      pipeline.problems.length > 0 || pipeline.pipeline
        ? pipeline.problems
        : ['it has no content'],
    );
    for (const step of stepsOf(pipeline)) {
      if (step.kind === 'line' && isWanted(step) && !isDone(play, step)) {
        const end = await runLine(laptop, step, onLocalBackend(step.args));
        play.lines.push({
          pipeline: pipeline.file,
          line: step.line,
          step: step.step,
          end,
        });
        complain(play, title(step.line), end.isOk ? [] : end.lines);
      } else if (step.kind === 'publish' || step.kind === 'download') {
        complain(
          play,
          title(`${step.kind} ${step.artifact}`),
          carry(step, laptop.directory, artifactDirectory),
        );
      } else if (step.kind === 'install') {
        complain(
          play,
          title(step.line),
          existsSync(join(laptop.directory, step.lock))
            ? []
            : [`there is no ${step.lock}`],
        );
      } else if (step.kind === 'other') {
        complain(play, title(step.line), [
          'it is no line that a laptop can run',
        ]);
      }
    }
  }
  return play;
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
    if (step.kind !== 'line' || !step.args.includes('--backend')) {
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
