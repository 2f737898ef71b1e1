// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { repositoryRoot } from '../repository.mjs';

export const TEMPLATE = 'azure-mlops-project';

export const EXAMPLE_ANSWERS = join(
  repositoryRoot,
  'templates',
  TEMPLATE,
  'examples',
  'churn-model.yaml',
);

/**
 * Reads a filled-in form. The repository's host is replaced, so that one file serves wherever
 * Azure DevOps runs.
 *
 * @param {{ file: string, host?: string }} options
 * @returns {Record<string, any>}
 */
export function readAnswers({ file, host }) {
  if (!existsSync(file)) {
    throw new CommandError(
      `--input: there is no file ${file}. Filled-in forms are in templates/${TEMPLATE}/examples.`,
    );
  }
  // The set-up installs this package, so it cannot be imported when the script is loaded.
  const { parse } = createRequire(import.meta.url)('yaml');
  const answers = parse(readFileSync(file, 'utf8'));
  if (!host || typeof answers.repoUrl !== 'string') {
    return answers;
  }
  return { ...answers, repoUrl: answers.repoUrl.replace(/^[^?]*/, host) };
}
