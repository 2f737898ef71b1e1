// @ts-check
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  contractDirectory,
  hasContract,
} from '../contract/contractDirectory.mjs';
import { installFromContract } from '../contract/installFromContract.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath, logDirectory, repositoryRoot } from '../repository.mjs';

/** Where a project keeps YAML that Azure Pipelines reads. */
const FOLDERS = ['azure_pipelines', join('azure_pipelines', 'templates')];
const CONFIGURATION = join('operation', 'configuration');

/** Tasks that the published schema lists, but whose inputs it does not know yet. */
const KNOWN_BY_NAME_ONLY = 'PublishCodeCoverageResults@2';

/**
 * Holds every pipeline of the projects against Microsoft's language service: as it was written, and
 * in its final form.
 *
 * @param {{
 *   projects: import('../template/askProjects.mjs').PreparedProject[],
 *   scratch: string,
 *   tally: import('./Tally.mjs').Tally,
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 * }} options
 */
export async function checkPipelineContract({
  projects,
  scratch,
  tally,
  nodeEnvironment,
}) {
  if (!hasContract()) {
    // As in the part `contract`: it is no part of this repository, so CI may lack it too.
    tally.remarks.push(
      `THE CONTRACT IS MISSING: there is no ${displayPath(
        contractDirectory,
      )}, so no pipeline was held against Microsoft's language service`,
    );
    return;
  }
  const checker = await installFromContract({
    tool: 'yamlcheck',
    nodeEnvironment,
  });
  const files = projects.flatMap(project => [
    ...pipelineFilesOf(project.directory),
    ...writeFinalYaml(project, join(scratch, 'final-yaml', project.name)),
  ]);
  /** @type {string[]} */
  const lines = [];
  await runToEnd({
    command: nodeEnvironment.executable,
    args: [
      join(checker, 'check.mjs'),
      '--schema',
      join(contractDirectory, 'azure-pipelines.schema.json'),
      '--allow-task',
      KNOWN_BY_NAME_ONLY,
      ...files,
    ],
    cwd: repositoryRoot,
    environment: nodeEnvironment.environment,
    logFile: join(logDirectory, 'generated-project-language-service.log'),
    onLine: line => lines.push(line),
  });
  tally.record(readComplaints(lines, files, scratch));
}

/**
 * What the checker printed: a line for each file, and those below it that say what is wrong.
 *
 * @param {string[]} lines
 * @param {string[]} files
 * @param {string} scratch
 */
export function readComplaints(lines, files, scratch) {
  /** @type {Map<string, string[]>} */
  const complaints = new Map();
  const titleOf = (/** @type {string} */ file) =>
    `language service: ${file.replace(`${scratch}/`, '')}`;
  for (const file of files) {
    complaints.set(titleOf(file), ['it was not looked at']);
  }
  let current = '';
  for (const line of lines) {
    const [, verdict, file] = /^(ok {2}|FAIL) (.+)$/.exec(line) ?? [];
    if (file) {
      current = titleOf(file);
      complaints.set(current, verdict === 'FAIL' ? ['it is refused'] : []);
    } else if (/^ {7}\S/.test(line) && !line.includes('(deprecation)')) {
      complaints.get(current)?.push(line.trim());
    }
  }
  return complaints;
}

/** @param {string} project */
function pipelineFilesOf(project) {
  const yamlIn = (/** @type {string} */ folder) =>
    readdirSync(join(project, folder))
      .filter(name => name.endsWith('.yml'))
      .map(name => join(project, folder, name));
  const environments = readdirSync(join(project, CONFIGURATION)).filter(name =>
    name.startsWith('environment_'),
  );
  return [
    ...FOLDERS.flatMap(yamlIn),
    join(project, CONFIGURATION, 'deployment_environments.yml'),
    join(project, CONFIGURATION, 'project.yml'),
    ...environments.map(name =>
      join(project, CONFIGURATION, name, 'pipeline_variables.yml'),
    ),
  ];
}

/**
 * @param {import('../template/askProjects.mjs').PreparedProject} project
 * @param {string} folder
 */
function writeFinalYaml({ pipelines }, folder) {
  mkdirSync(folder, { recursive: true });
  return pipelines.flatMap(({ file, yaml }) => {
    if (yaml === undefined) {
      return []; // that it does not compile is said elsewhere
    }
    const path = join(folder, basename(file));
    writeFileSync(path, yaml);
    return [path];
  });
}
