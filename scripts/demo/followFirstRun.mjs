// @ts-check
import { CommandError } from '../commandLine/commandError.mjs';
import { AzureDevOpsApi } from './AzureDevOpsApi.mjs';
import { followRun } from './followRun.mjs';
import { openBrokenPullRequest } from './openBrokenPullRequest.mjs';

/** Of the embedded Azure DevOps' seed; it opens nothing else. */
const TOKEN = 'azure-devops-simulator-development-token';

/** Long enough for a machine that downloads the Python packages first. */
const MAXIMUM_SECONDS = 1800;

/** @typedef {import('./followRun.mjs').RunOutcome} RunOutcome */

/**
 * Follows the CI run that the template has queued, and on demand the run that validates a pull
 * request with a broken unit test.
 *
 * @param {{
 *   result: import('./runTemplate.mjs').DemoResult,
 *   breakTest?: boolean,
 *   print?: (line: string) => void,
 * }} options
 * @returns {Promise<{ first: RunOutcome, broken?: RunOutcome }>}
 */
export async function followFirstRun({
  result,
  breakTest = false,
  print = () => {},
}) {
  const run = firstRun(result);
  const api = new AzureDevOpsApi({ projectUrl: run.projectUrl, token: TOKEN });
  const follow = (/** @type {number} */ buildId) =>
    followRun({
      api,
      buildId,
      maximumSeconds: MAXIMUM_SECONDS,
      onLine: print,
    });
  print('\nThe first CI run, on this machine');
  const first = await follow(run.buildId);
  if (!breakTest) {
    return { first };
  }
  print('\nThe run of a pull request that breaks a unit test');
  const repository = result.resources.find(
    ({ kind }) => kind === 'git-repository',
  );
  if (!repository) {
    throw new CommandError(
      'The task has made no repository to break a test in.',
    );
  }
  const buildId = await openBrokenPullRequest({
    api,
    repository: repository.name,
    cloneUrl: repository.url,
    token: TOKEN,
  });
  return { first, broken: await follow(buildId) };
}

/** @param {import('./runTemplate.mjs').DemoResult} result */
function firstRun({ outputs }) {
  const links = /** @type {{ title: string, url?: string }[]} */ (
    outputs.links ?? []
  );
  const url = links.find(({ title }) => title === 'First CI run')?.url;
  const [, projectUrl, buildId] =
    /^(.*)\/_build\/results\?buildId=(\d+)/.exec(url ?? '') ?? [];
  if (!projectUrl) {
    throw new CommandError(
      `The task's outputs have no link to the first CI run; found ${
        url ?? 'none'
      }.`,
    );
  }
  return { projectUrl, buildId: Number(buildId) };
}
