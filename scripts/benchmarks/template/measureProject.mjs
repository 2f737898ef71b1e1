// @ts-check
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  addFourthEnvironment,
  environmentsOf,
} from '../../generated-project/extend/fourthEnvironment.mjs';
import { addStep } from '../../generated-project/extend/newStep.mjs';
import { exchangeEstimator } from '../../generated-project/extend/otherEstimator.mjs';
import { Laptop } from '../../generated-project/laptop.mjs';
import { stepsOf } from '../../generated-project/pipelineSteps.mjs';
import { playPipelines } from '../../generated-project/playPipelines.mjs';
import { atMost } from '../figures.mjs';

/** The loop of somebody who works on the model. */
const LOOP = ['prepare', 'train', 'evaluate', 'gate', 'score'];

/** Seconds that the loop may take, by level. */
const LOOP_BOUNDS = /** @type {Record<number, number>} */ ({ 1: 15, 3: 60 });

const QUALITY = [
  'lint',
  'check_types',
  'validate_configuration',
  'lint_pipelines',
];

/**
 * @typedef {object} Subject
 * @property {import('../../template/askProjects.mjs').PreparedProject} project
 * @property {Laptop} laptop
 * @property {string} place scratch of this project alone
 * @property {boolean} runsSuite
 * @property {import('../../setup/setUp.mjs').NodeEnvironment} nodeEnvironment
 * @property {(line: string) => void} print
 */

/**
 * @param {Subject} subject
 * @returns {Promise<import('../figures.mjs').Figure[]>}
 */
export async function measureProject(subject) {
  const { project, laptop, print } = subject;
  await laptop.commitAll();
  print('  the loop');
  const loop = await measureLoop(subject);
  print('  the lines of the pipelines');
  const pipelines = await measurePipelines(subject);
  print('  three extensions');
  const extensions = await measureExtensions(subject);
  return [
    seconds(project.name, 'render', project.renderSeconds),
    loop,
    ...pipelines,
    ...extensions,
  ];
}

/** @param {Subject} subject */
async function measureLoop({ project, laptop }) {
  const environment = trainingEnvironmentOf(project);
  const started = performance.now();
  for (const step of LOOP) {
    await requireOk(laptop, [
      ...['-m', `operation.execution.${step}`],
      ...['--env', environment, '--backend', 'local'],
    ]);
  }
  const figure = seconds(
    project.name,
    `loop: ${LOOP.join(', ')}`,
    (performance.now() - started) / 1000,
  );
  const bound = LOOP_BOUNDS[project.combination.level];
  return bound === undefined ? figure : atMost(figure, bound);
}

/** @param {Subject} subject */
async function measurePipelines({ project, laptop, place, runsSuite }) {
  const { lines } = await playPipelines({
    project,
    laptop,
    artifactDirectory: place,
    isWanted: ({ step }) => runsSuite || step !== 'test',
  });
  const others = project.pipelines
    .flatMap(stepsOf)
    .filter(({ kind }) => kind === 'other').length;
  const share =
    lines.filter(({ end }) => end.isOk).length / (lines.length + others);
  const secondsOf = (/** @type {string[]} */ names) =>
    lines
      .filter(({ step }) => names.includes(step))
      .reduce((sum, { end }) => sum + end.seconds, 0);
  return [
    {
      ...percent(project.name, 'pipeline steps that a laptop runs', share),
      goal: '= 100',
      holds: share === 1,
    },
    seconds(project.name, 'lint and types', secondsOf(QUALITY)),
    ...(runsSuite
      ? [seconds(project.name, 'tests with coverage', secondsOf(['test']))]
      : []),
    seconds(
      project.name,
      `the other ${
        lines.filter(({ step }) => ![...QUALITY, 'test'].includes(step)).length
      } lines of the pipelines`,
      lines
        .filter(({ step }) => ![...QUALITY, 'test'].includes(step))
        .reduce((sum, { end }) => sum + end.seconds, 0),
    ),
  ];
}

/** @param {Subject} subject */
async function measureExtensions({ project, laptop, place, nodeEnvironment }) {
  const copyAs = (/** @type {string} */ name) => {
    const directory = join(place, name);
    cpSync(project.directory, directory, { recursive: true });
    return new Laptop({
      name: `bench-${project.name}-${name}`,
      directory,
      python: laptop.python,
    });
  };
  const environment = await addFourthEnvironment({
    project,
    laptop: copyAs('environment'),
    nodeEnvironment,
  });
  requireKnown([...environment.complaints.values()].flat());
  const step = await addStep(copyAs('step'), trainingEnvironmentOf(project));
  requireKnown(step.complaints);
  const model = await exchangeEstimator({
    problemType: project.combination.problemType,
    laptop: copyAs('model'),
    environment: trainingEnvironmentOf(project),
  });
  requireKnown(model.complaints);
  const figure = (
    /** @type {string} */ metric,
    /** @type {number} */ value,
    unit = 'files',
  ) => ({ case: project.name, metric, value, unit });
  return [
    atMost(
      figure(
        'further environment: new folders',
        new Set(environment.changes.added.map(file => dirname(file))).size,
        'folders',
      ),
      1,
    ),
    atMost(
      figure(
        'further environment: edited lines elsewhere',
        environment.changes.editedLines,
        'lines',
      ),
      1,
    ),
    figure('new pipeline step: new files', step.changes.added.length),
    figure('new pipeline step: edited files', step.changes.edited.length),
    figure('other model: new files', model.changes.added.length),
    figure('other model: edited files', model.changes.edited.length),
  ];
}

/** @param {import('../../template/askProjects.mjs').PreparedProject} project */
function trainingEnvironmentOf({ directory, pipelines }) {
  const line = pipelines
    .filter(({ file }) => file.endsWith('training.yml'))
    .flatMap(stepsOf)
    .find(step => step.kind === 'line' && step.args.includes('--env'));
  return line?.kind === 'line'
    ? line.args[line.args.indexOf('--env') + 1]
    : environmentsOf(directory)[0];
}

/** @param {string[]} complaints */
function requireKnown(complaints) {
  if (complaints.length > 0) {
    throw new Error(complaints.join('\n'));
  }
}

/**
 * @param {Laptop} laptop
 * @param {string[]} args
 */
async function requireOk(laptop, args) {
  const end = await laptop.runPython(args);
  requireKnown(end.isOk ? [] : end.lines);
}

/**
 * @param {string} name
 * @param {string} metric
 * @param {number} value
 */
function seconds(name, metric, value) {
  return { case: name, metric, value: Math.round(value * 10) / 10, unit: 's' };
}

/**
 * @param {string} name
 * @param {string} metric
 * @param {number} share
 */
function percent(name, metric, share) {
  return { case: name, metric, value: Math.round(share * 100), unit: '%' };
}
