import type { ConfigurationProblem } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { isError } from '@backstage/errors';
import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { parseConfigurationText, type ParsedText } from './configurationText';

/** More than any honest file has; what is larger is not read. */
const LARGEST_FILE_BYTES = 256 * 1024;

/** What the system says of a path at which there can be no file. */
const NO_SUCH_FILE: readonly unknown[] = [
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'ERR_INVALID_ARG_VALUE',
];

/**
 * Reads a YAML file of a project: nothing outside of it, nothing large.
 *
 * @param options - `directory` is the root of the project, `file` a path from
 *   there with forward slashes
 * @returns the content or its problems; `undefined` when there is no such file
 */
export async function readProjectFile(options: {
  readonly directory: string;
  readonly file: string;
}): Promise<ParsedText | undefined> {
  const { directory, file } = options;
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
    const status = await fileSystem.stat(location);
    if (!status.isFile()) {
      return undefined;
    }
    if (status.size > LARGEST_FILE_BYTES) {
      return withoutContent({
        file,
        keyPath: [],
        found: `a file of ${status.size} bytes`,
        expected: `at most ${LARGEST_FILE_BYTES} bytes`,
        remedy: 'Keep data out of the configuration.',
      });
    }
    const text = await fileSystem.readFile(location, 'utf8');
    return parseConfigurationText({ file, text });
  } catch (error) {
    if (isNoSuchFile(error)) {
      return undefined;
    }
    throw error;
  }
}

/** A file of which nothing but a problem is known. */
export function withoutContent(problem: ConfigurationProblem): ParsedText {
  return {
    file: problem.file,
    content: undefined,
    problems: [problem],
    lineOf: () => undefined,
  };
}

/** Whether an error only says that there is no such file. */
export function isNoSuchFile(error: unknown): boolean {
  return isError(error) && NO_SUCH_FILE.includes(error.code);
}
