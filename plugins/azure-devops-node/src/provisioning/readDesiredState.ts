import {
  buildDesiredState,
  DesiredStateError,
  type ConfigurationFile,
  type ConfigurationProblem,
  type DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { isError } from '@backstage/errors';
import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { parseConfigurationText, type ParsedText } from './configurationText';

const CONFIGURATION_FOLDER = 'operation/configuration';
const FILE_NAME = 'azure_devops.yml';
const ENVIRONMENT_FOLDER = /^environment_.+$/;

/** More than any honest configuration has; what is larger is not read. */
const LARGEST_FILE_BYTES = 256 * 1024;

/**
 * Reads the desired state from the configuration in a project's folder.
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
  const result = buildDesiredState({
    repository,
    project: contentOf(project),
    environments: environments.map(contentOf),
  });
  if (result.status === 'invalid') {
    throw new DesiredStateError(
      result.problems.map(problem => withLine(problem, texts)),
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
    if (isMissing(error)) {
      throw new DesiredStateError([missingFile(CONFIGURATION_FOLDER)]);
    }
    throw error;
  }
}

async function readConfiguration(
  directory: string,
  file: string,
): Promise<ParsedText> {
  try {
    const location = await fileSystem.realpath(path.join(directory, file));
    const root = await fileSystem.realpath(directory);
    if (!location.startsWith(root + path.sep)) {
      return withoutContent({
        file,
        keyPath: [],
        found: 'a link that leads out of the project',
        expected: 'a file of the project',
        remedy: 'Put the file itself there.',
      });
    }
    const { size } = await fileSystem.stat(location);
    if (size > LARGEST_FILE_BYTES) {
      return withoutContent({
        file,
        keyPath: [],
        found: `a file of ${size} bytes`,
        expected: `at most ${LARGEST_FILE_BYTES} bytes`,
        remedy: 'Keep data out of the configuration.',
      });
    }
    const text = await fileSystem.readFile(location, 'utf8');
    return parseConfigurationText({ file, text });
  } catch (error) {
    if (isMissing(error)) {
      return withoutContent(missingFile(file));
    }
    throw error;
  }
}

function withoutContent(problem: ConfigurationProblem): ParsedText {
  return {
    file: problem.file,
    content: undefined,
    problems: [problem],
    lineOf: () => undefined,
  };
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

function isMissing(error: unknown): boolean {
  return (
    isError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}
