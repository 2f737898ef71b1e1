import {
  buildDesiredState,
  DesiredStateError,
  type ConfigurationFile,
  type ConfigurationProblem,
  type DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import type { ParsedText } from './configurationText';
import { readPipelineFiles } from './readPipelineFiles';
import {
  isNoSuchFile,
  readProjectFile,
  withoutContent,
} from './readProjectFile';

const CONFIGURATION_FOLDER = 'operation/configuration';
const FILE_NAME = 'azure_devops.yml';
const ENVIRONMENT_FOLDER = /^environment_.+$/;

/**
 * Reads the desired state from the configuration in a project's folder, and
 * from the YAML of its pipelines what each of them uses.
 *
 * @param options - `directory` is the root of the project, `repository` the
 *   name of its repository
 * @throws DesiredStateError with every problem, its file, line, key and remedy
 * @public
 */
export async function readDesiredState(options: {
  readonly directory: string;
  readonly repository: string;
}): Promise<DesiredState> {
  const { directory, repository } = options;
  const folders = await findEnvironmentFolders(directory);
  const [project, ...environments] = await Promise.all(
    [
      `${CONFIGURATION_FOLDER}/${FILE_NAME}`,
      ...folders.map(
        folder => `${CONFIGURATION_FOLDER}/${folder}/${FILE_NAME}`,
      ),
    ].map(file => readConfiguration(directory, file)),
  );
  const texts = [project, ...environments];
  const unreadable = texts.flatMap(({ problems }) => problems);
  if (unreadable.length > 0) {
    throw new DesiredStateError(unreadable);
  }
  const pipelines = await readPipelineFiles({
    directory,
    project: contentOf(project),
    environments: environments.map(contentOf),
  });
  const result = buildDesiredState({
    repository,
    project: contentOf(project),
    environments: environments.map(contentOf),
    pipelineFiles: pipelines.pipelineFiles,
  });
  if (result.status === 'invalid') {
    const read = [...texts, ...pipelines.texts];
    throw new DesiredStateError(
      result.problems.map(problem => withLine(problem, read)),
    );
  }
  return result.desiredState;
}

async function findEnvironmentFolders(
  directory: string,
): Promise<readonly string[]> {
  const folder = path.join(directory, CONFIGURATION_FOLDER);
  try {
    const entries = await fileSystem.readdir(folder, { withFileTypes: true });
    return entries
      .filter(
        entry => entry.isDirectory() && ENVIRONMENT_FOLDER.test(entry.name),
      )
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (isNoSuchFile(error)) {
      throw new DesiredStateError([missingFile(CONFIGURATION_FOLDER)]);
    }
    throw error;
  }
}

async function readConfiguration(
  directory: string,
  file: string,
): Promise<ParsedText> {
  const text = await readProjectFile({ directory, file });
  return text ?? withoutContent(missingFile(file));
}

function missingFile(file: string): ConfigurationProblem {
  return {
    file,
    keyPath: [],
    found: 'nothing of this name',
    expected: 'the configuration that provisioning reads',
    remedy: 'Add it, or say in which folder the project is.',
  };
}

function contentOf({ file, content }: ParsedText): ConfigurationFile {
  return { file, content };
}

function withLine(
  problem: ConfigurationProblem,
  texts: readonly ParsedText[],
): ConfigurationProblem {
  const text = texts.find(({ file }) => file === problem.file);
  const line = text?.lineOf(problem.keyPath);
  return line === undefined ? problem : { ...problem, line };
}
