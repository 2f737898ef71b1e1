// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { displayPath } from '../repository.mjs';
import { createStamp, fingerprintOf } from './stamps.mjs';
import { runPython } from './runPython.mjs';

export const PYTHON_VARIABLE = 'AZURE_MLOPS_PYTHON';

/** The oldest Python for which the requirements are locked. */
const MINIMUM = { major: 3, minor: 10 };
const MINIMUM_TEXT = `${MINIMUM.major}.${MINIMUM.minor}`;

const CANDIDATES = [
  'python3',
  'python',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
];

const VENV_REMEDY = 'on Debian or Ubuntu: "sudo apt-get install python3-venv"';

/** What an interpreter is asked; the answer is one line. */
const QUESTION = [
  'import importlib.util as u, sys',
  'have = lambda m: u.find_spec(m) is not None',
  'print("%d.%d.%d" % sys.version_info[:3], have("venv") and have("ensurepip"), sys.executable)',
].join('\n');

/**
 * @typedef {object} Interpreter
 * @property {string} executable
 * @property {string} version
 * @property {boolean} canMakeEnvironments
 */

/**
 * The environment that carries mkdocs for TechDocs.
 *
 * @typedef {object} PythonEnvironment
 * @property {string} binaries goes first on the path of the back end
 */

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Interpreter | undefined} undefined when it does not run
 */
function ask(command, environment) {
  const { status, stdout } = spawnSync(command, ['-c', QUESTION], {
    encoding: 'utf8',
    env: environment,
  });
  const answer = /^(\d+\.\d+\.\d+) (True|False) (.+)$/m.exec(stdout ?? '');
  if (status !== 0 || !answer) {
    // Python 2 has no importlib.util, but it still is worth its version in the message.
    const older = spawnSync(command, ['--version'], {
      encoding: 'utf8',
      env: environment,
    });
    const version = /Python (\d+\.\d+\.\d+)/.exec(
      `${older.stdout}${older.stderr}`,
    )?.[1];
    return older.status === 0 && version && !isSupported(version)
      ? { executable: command, version, canMakeEnvironments: false }
      : undefined;
  }
  return {
    executable: answer[3].trim(),
    version: answer[1],
    canMakeEnvironments: answer[2] === 'True',
  };
}

/** @param {string} version */
function isSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === MINIMUM.major && minor >= MINIMUM.minor;
}

/**
 * A Python that can make the environment, or the reason why there is none.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Interpreter}
 */
export function findPython(environment) {
  const chosen = environment[PYTHON_VARIABLE];
  /** @type {Interpreter[]} */
  const unsuitable = [];
  for (const command of chosen ? [chosen] : CANDIDATES) {
    const interpreter = ask(command, environment);
    if (
      interpreter &&
      isSupported(interpreter.version) &&
      interpreter.canMakeEnvironments
    ) {
      return interpreter;
    }
    if (interpreter) {
      unsuitable.push(interpreter);
    }
  }

  const withoutVenv = unsuitable.find(({ version }) => isSupported(version));
  if (withoutVenv) {
    throw new CommandError(
      `Python ${withoutVenv.version} (${withoutVenv.executable}) lacks the modules venv and ensurepip, which TechDocs needs: install them (${VENV_REMEDY}) or name another Python ${MINIMUM_TEXT} or newer in ${PYTHON_VARIABLE}.`,
    );
  }
  if (chosen && unsuitable.length === 0) {
    throw new CommandError(
      `${PYTHON_VARIABLE} is "${chosen}", which does not run as Python: set it to the path of a Python ${MINIMUM_TEXT} or newer.`,
    );
  }
  const [found] = unsuitable;
  throw new CommandError(
    found
      ? `Python ${found.version} (${found.executable}) is too old for TechDocs: install Python ${MINIMUM_TEXT} or newer with venv (${VENV_REMEDY}) or name one in ${PYTHON_VARIABLE}.`
      : `No Python was found, and TechDocs needs Python ${MINIMUM_TEXT} or newer with venv: install it (${VENV_REMEDY}) or name one in ${PYTHON_VARIABLE}.`,
  );
}

/** @type {import('./setUp.mjs').SetUpStep<PythonEnvironment>} */
export const pythonStep = {
  name: 'Python',
  async prepare(context) {
    const { repositoryRoot: root } = context;
    const directory = join(context.toolsDirectory, 'python');
    const binaries = join(
      directory,
      process.platform === 'win32' ? 'Scripts' : 'bin',
    );
    const requirements = join(
      root,
      'scripts',
      'setup',
      'techdocs-requirements.lock',
    );
    const stamp = createStamp(context.stampDirectory, 'python');
    const fingerprint = fingerprintOf({
      root,
      paths: [requirements],
      // The scripts of a virtual environment carry its absolute path: a moved clone makes a new one.
      facts: [
        directory,
        process.env[PYTHON_VARIABLE] ?? 'python from the path',
      ],
    });
    const python = join(
      binaries,
      process.platform === 'win32' ? 'python.exe' : 'python',
    );
    // The link to the interpreter dangles when that has been removed or upgraded since.
    if (stamp.isCurrent(fingerprint) && existsSync(python)) {
      return { isCurrent: true, result: { binaries } };
    }
    return {
      isCurrent: false,
      reason: `installing mkdocs for TechDocs into ${displayPath(directory)}`,
      work: async () => {
        const { executable } = findPython(process.env);
        stamp.remove();
        rmSync(logFileOf(context), { force: true });
        rmSync(directory, { recursive: true, force: true });
        await run(context, 'could not make a virtual environment', executable, [
          '-m',
          'venv',
          directory,
        ]);
        await run(context, 'could not install mkdocs', python, [
          '-m',
          'pip',
          'install',
          '--no-input',
          '--disable-pip-version-check',
          '--require-hashes',
          '--requirement',
          requirements,
        ]);
        await run(context, 'installed a mkdocs that does not run', python, [
          '-m',
          'mkdocs',
          '--version',
        ]);
        stamp.write(fingerprint);
        return { binaries };
      },
    };
  },
};

/**
 * @param {import('./setUp.mjs').SetUpContext} context
 * @param {string} failure
 * @param {string} command
 * @param {string[]} args
 */
function run(context, failure, command, args) {
  return runPython(context, {
    python: command,
    args,
    logFile: logFileOf(context),
    failure: `Python ${failure}`,
    remedy: `check the connection to the Python package index, or name another Python ${MINIMUM_TEXT} or newer in ${PYTHON_VARIABLE}`,
  });
}

/** @param {import('./setUp.mjs').SetUpContext} context */
function logFileOf(context) {
  return join(context.logDirectory, 'setup-python.log');
}
