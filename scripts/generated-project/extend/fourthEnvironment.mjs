// @ts-check
import {
  cpSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describeProject } from '../../template/askProjects.mjs';
import { stepsOf, onLocalBackend } from '../pipelineSteps.mjs';
import { changesSinceCommit } from './changes.mjs';
import { missingPermissions } from './missingPermissions.mjs';

const CONFIGURATION = join('operation', 'configuration');
const LIST = join(CONFIGURATION, 'deployment_environments.yml');
const PREFIX = 'environment_';

/** Kinds of resources that each environment has one of. */
const OWN_KINDS = ['environment', 'variable-group'];

/**
 * What came of adding an environment.
 *
 * @typedef {object} NewEnvironment
 * @property {string} name
 * @property {import('./changes.mjs').Changes} changes
 * @property {Map<string, string[]>} complaints by who has to know the environment
 */

/**
 * Adds an environment to a project as its documentation says: copies the folder of another one, with
 * the name replaced, and adds one entry to the list of environments. Then looks who knows it: the
 * configuration, the compiled pipelines, the steps, and the plan of provisioning. The folder of the
 * laptop is changed.
 *
 * @param {{
 *   project: import('../../template/askProjects.mjs').PreparedProject,
 *   laptop: import('../laptop.mjs').Laptop,
 *   nodeEnvironment: import('../../setup/setUp.mjs').NodeEnvironment,
 * }} options
 * @returns {Promise<NewEnvironment>}
 */
export async function addFourthEnvironment({
  project,
  laptop,
  nodeEnvironment,
}) {
  const { directory } = laptop;
  const environments = environmentsOf(directory);
  const model = environments.includes('stage') ? 'stage' : environments[0];
  const name = environments.includes('qa') ? 'uat' : 'qa';
  copyFolder(join(directory, CONFIGURATION), model, name);
  addEntry(join(directory, LIST), model, name);

  /** @type {NewEnvironment['complaints']} */
  const complaints = new Map();
  const validated = await laptop.runPython([
    '-m',
    'operation.execution.validate_configuration',
  ]);
  complaints.set('configuration', validated.isOk ? [] : validated.lines);
  const { resources, pipelines } = await describeProject({
    nodeEnvironment,
    directory,
    repository: project.repository,
  });
  complaints.set('compiled pipelines', [
    ...complaintsAbout(pipelines, name),
    ...choicesWithout(pipelines, model, name),
  ]);
  complaints.set('provisioning plan', [
    ...missingResources(resources, name),
    ...missingPermissions({
      permissions: resources['pipeline-permission'] ?? [],
      pipelines,
      model,
      name,
    }),
  ]);
  complaints.set(
    'dry run of its steps',
    await dryRuns(laptop, pipelines, name),
  );
  return { name, changes: await changesSinceCommit(laptop), complaints };
}

/** @param {string} directory */
export function environmentsOf(directory) {
  return readdirSync(join(directory, CONFIGURATION))
    .filter(entry => entry.startsWith(PREFIX))
    .map(entry => entry.slice(PREFIX.length))
    .sort();
}

/**
 * @param {string} configuration
 * @param {string} model
 * @param {string} name
 */
function copyFolder(configuration, model, name) {
  const target = join(configuration, PREFIX + name);
  cpSync(join(configuration, PREFIX + model), target, { recursive: true });
  const word = new RegExp(`(?<![\\w])${model}(?![\\w])`, 'g');
  for (const entry of readdirSync(target, { recursive: true })) {
    const file = join(target, String(entry));
    if (statSync(file).isFile()) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(word, name));
    }
  }
}

/**
 * @param {string} file
 * @param {string} model
 * @param {string} name
 */
function addEntry(file, model, name) {
  const text = readFileSync(file, 'utf8');
  const entry = new RegExp(`^( *- )(["']?)${model}\\2$`, 'm');
  if (!entry.test(text)) {
    throw new Error(`${LIST} has no entry for ${model}`);
  }
  writeFileSync(file, text.replace(entry, `$&\n$1$2${name}$2`));
}

/**
 * @param {import('../../template/askProjects.mjs').ProjectPipeline[]} pipelines
 * @param {string} name
 */
function complaintsAbout(pipelines, name) {
  const problems = pipelines.flatMap(pipeline => pipeline.problems);
  const jobs = pipelines
    .flatMap(({ pipeline }) => pipeline?.stages ?? [])
    .flatMap(({ jobs: list }) => list);
  const bound = jobs.filter(
    job =>
      job.kind === 'deployment' && job.environment.name.endsWith(`-${name}`),
  );
  return [
    ...problems,
    ...(bound.length > 0 ? [] : [`no deployment job is bound to ${name}`]),
    ...(linesOf(pipelines, name).length > 0
      ? []
      : [`no step line has --env ${name}`]),
  ];
}

/**
 * Whoever starts a run must be able to choose the new environment as well as the other one.
 *
 * @param {import('../../template/askProjects.mjs').ProjectPipeline[]} pipelines
 * @param {string} model
 * @param {string} name
 */
function choicesWithout(pipelines, model, name) {
  return pipelines.flatMap(({ file, parameters }) =>
    parameters.flatMap(({ name: parameter, values = [] }) =>
      values.includes(model) && !values.includes(name)
        ? [`${file}: the parameter ${parameter} does not offer ${name}`]
        : [],
    ),
  );
}

/**
 * @param {import('../../template/askProjects.mjs').ProjectPipeline[]} pipelines
 * @param {string} name
 */
function linesOf(pipelines, name) {
  return pipelines
    .flatMap(stepsOf)
    .flatMap(step =>
      step.kind === 'line' && step.args[step.args.indexOf('--env') + 1] === name
        ? [step]
        : [],
    );
}

/**
 * @param {Record<string, any[]>} resources
 * @param {string} name
 */
function missingResources(resources, name) {
  return OWN_KINDS.filter(
    kind =>
      !(resources[kind] ?? []).some(each => each.name.endsWith(`-${name}`)),
  ).map(kind => `there is no ${kind} for ${name}`);
}

/**
 * @param {import('../laptop.mjs').Laptop} laptop
 * @param {import('../../template/askProjects.mjs').ProjectPipeline[]} pipelines
 * @param {string} name
 */
async function dryRuns(laptop, pipelines, name) {
  const lines = linesOf(pipelines, name);
  const distinct = new Map(lines.map(step => [step.line, step]));
  const complaints = [];
  for (const { module, args } of distinct.values()) {
    const end = await laptop.runPython([
      ...['-m', module],
      ...onLocalBackend(args),
      '--dry-run',
    ]);
    complaints.push(...(end.isOk ? [] : end.lines));
  }
  return complaints;
}
