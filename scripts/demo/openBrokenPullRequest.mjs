// @ts-check
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CommandError } from '../commandLine/commandError.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';

const run = promisify(execFile);

const BRANCH = 'break-a-test';
const POLL_MILLISECONDS = 250;
const START_MILLISECONDS = 30_000;

/** The unit test that is added to the project, and cannot pass. */
export const BROKEN_TEST = 'test_that_was_broken_on_purpose';

const TEST_FILE = 'operation/tests/unit/test_broken_on_purpose.py';

const TEST_SOURCE = `"""A test that fails, to see what a failed run looks like."""


def ${BROKEN_TEST}() -> None:
    """The model is never better than this."""
    expected, found = 1.0, 0.5
    assert found == expected, f"expected {expected}, found {found}"
`;

/**
 * Opens a pull request with a unit test that fails, and waits for the run that validates it.
 *
 * @param {{
 *   api: import('./AzureDevOpsApi.mjs').AzureDevOpsApi,
 *   repository: string,
 *   cloneUrl: string,
 *   token: string,
 * }} options
 * @returns {Promise<number>} the id of the run
 */
export async function openBrokenPullRequest({
  api,
  repository,
  cloneUrl,
  token,
}) {
  await withScratchDirectory('azure-mlops-break-', directory =>
    pushBrokenTest({ directory, cloneUrl, token }),
  );
  const { pullRequestId } = await api.post(
    `git/repositories/${repository}/pullrequests`,
    {
      title: 'Break a unit test',
      description: 'To see what a failed run looks like.',
      sourceRefName: `refs/heads/${BRANCH}`,
      targetRefName: 'refs/heads/main',
    },
  );
  return validatingRun(api, pullRequestId);
}

/** @param {{ directory: string, cloneUrl: string, token: string }} options */
async function pushBrokenTest({ directory, cloneUrl, token }) {
  const header = Buffer.from(`:${token}`).toString('base64');
  const environment = {
    ...process.env,
    // In the environment, because arguments can be read by every user of the machine.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraheader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${header}`,
    GIT_TERMINAL_PROMPT: '0',
  };
  const clone = join(directory, 'clone');
  const git = (/** @type {string[]} */ ...args) =>
    run('git', args, { env: environment });
  await git('clone', '--quiet', cloneUrl, clone);
  writeFileSync(join(clone, TEST_FILE), TEST_SOURCE);
  await git('-C', clone, 'checkout', '--quiet', '-b', BRANCH);
  await git('-C', clone, 'add', TEST_FILE);
  const author = [
    '-c',
    'user.name=Dana',
    '-c',
    'user.email=dana@contoso.example',
  ];
  await git('-C', clone, ...author, 'commit', '--quiet', '-m', 'Break a test');
  await git('-C', clone, 'push', '--quiet', 'origin', BRANCH);
}

/**
 * @param {import('./AzureDevOpsApi.mjs').AzureDevOpsApi} api
 * @param {number} pullRequestId
 * @returns {Promise<number>}
 */
async function validatingRun(api, pullRequestId) {
  const deadline = Date.now() + START_MILLISECONDS;
  while (Date.now() < deadline) {
    const { value } = await api.get(
      'build/builds?reasonFilter=pullRequest&queryOrder=queueTimeDescending',
    );
    const found = value.find(
      (/** @type {{ sourceBranch: string }} */ { sourceBranch }) =>
        sourceBranch === `refs/pull/${pullRequestId}/merge`,
    );
    if (found) {
      return found.id;
    }
    await delay(POLL_MILLISECONDS);
  }
  throw new CommandError(
    `No run validates pull request ${pullRequestId} after ${
      START_MILLISECONDS / 1000
    } seconds: is there a build validation policy on main?`,
  );
}
