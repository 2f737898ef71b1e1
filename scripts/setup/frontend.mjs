// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath } from '../repository.mjs';
import { yarnPath } from './dependencies.mjs';
import { createStamp, fingerprintOf } from './stamps.mjs';
import { listWorkspaces } from './workspaces.mjs';

/** The Backstage roles whose code ends up in the browser. */
const BROWSER_ROLES = [
  'frontend',
  'frontend-plugin',
  'frontend-plugin-module',
  'web-library',
  'common-library',
];

/** @type {import('./setUp.mjs').SetUpStep<void>} */
export const frontendStep = {
  name: 'Front end',
  async prepare(context) {
    const { repositoryRoot: root } = context;
    const stamp = createStamp(context.stampDirectory, 'frontend');
    const fingerprint = fingerprintOf({
      root,
      paths: [
        join(root, 'yarn.lock'),
        join(root, 'app-config.yaml'),
        ...listWorkspaces(root)
          .filter(({ role }) => role && BROWSER_ROLES.includes(role))
          .flatMap(({ directory, manifest }) => [
            manifest,
            join(directory, 'config.d.ts'),
            join(directory, 'public'),
            join(directory, 'src'),
          ]),
      ],
    });
    const page = join(root, 'packages', 'app', 'dist', 'index.html');
    if (stamp.isCurrent(fingerprint) && existsSync(page)) {
      return { isCurrent: true, result: undefined };
    }
    return {
      isCurrent: false,
      reason: 'building packages/app',
      work: async () => {
        stamp.remove();
        await build(context);
        if (!existsSync(page)) {
          throw new CommandError(
            `The build of packages/app ended without making ${displayPath(
              page,
            )}: run "yarn workspace app build" and correct what it reports.`,
          );
        }
        stamp.write(fingerprint);
      },
    };
  },
};

/** @param {import('./setUp.mjs').SetUpContext} context */
async function build(context) {
  const logFile = join(context.logDirectory, 'setup-frontend.log');
  const node = context.requireNode();
  const { exitCode, lastLines } = await runToEnd({
    command: node.executable,
    args: [yarnPath(context.repositoryRoot), 'workspace', 'app', 'build'],
    cwd: context.repositoryRoot,
    environment: node.environment,
    logFile,
    print: context.print,
  });
  if (exitCode !== 0) {
    throw new CommandError(
      `The front end could not be built (exit code ${exitCode}; log: ${displayPath(
        logFile,
      )}): correct what the build reports and run the command again.\n${lastLines
        .slice(-12)
        .map(line => `  ${line}`)
        .join('\n')}`,
    );
  }
}
