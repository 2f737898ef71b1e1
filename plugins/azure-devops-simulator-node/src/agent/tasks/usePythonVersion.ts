import { join } from 'node:path';
import {
  major,
  minor,
  minVersion,
  prerelease,
  rcompare,
  satisfies,
  validRange,
} from 'semver';
import { findPythons, InstalledPython } from '../python/findPythons';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';

function choose(
  pythons: readonly InstalledPython[],
  spec: string,
  allowUnstable: boolean,
): InstalledPython | undefined {
  return pythons
    .filter(({ version }) =>
      satisfies(version, spec, { includePrerelease: allowUnstable }),
    )
    .sort((left, right) => rcompare(left.version, right.version))[0];
}

/** The released Python of the same major version whose minor version is nearest; the newer of two. */
function nearest(
  pythons: readonly InstalledPython[],
  spec: string,
): InstalledPython | undefined {
  const wanted = minVersion(spec);
  const distance = ({ version }: InstalledPython) =>
    Math.abs(minor(version) - (wanted?.minor ?? 0));
  return pythons
    .filter(
      ({ version }) =>
        major(version) === wanted?.major && prerelease(version) === null,
    )
    .sort(
      (left, right) =>
        distance(left) - distance(right) ||
        rcompare(left.version, right.version),
    )[0];
}

function listOf(pythons: readonly InstalledPython[]): string {
  return (
    pythons
      .map(({ version, executable }) => `${version} (${executable})`)
      .join(', ') || 'none'
  );
}

/**
 * The Python for a version or range.
 *
 * @throws TaskFailure if this machine has none, and no other one may be used.
 */
async function findPython(
  context: StepContext,
  options: { readonly spec: string; readonly allowUnstable: boolean },
): Promise<InstalledPython> {
  const { spec, allowUnstable } = options;
  const { settings } = context.job;
  let pythons: readonly InstalledPython[] = [];
  for await (pythons of findPythons({
    environment: context.environment(),
    places: settings.pythonPlaces,
  })) {
    const python = choose(pythons, spec, allowUnstable);
    if (python) {
      return python;
    }
  }
  const other =
    settings.otherPython === 'used' ? nearest(pythons, spec) : undefined;
  if (!other) {
    throw new TaskFailure(
      `Version spec ${spec} for architecture ${
        settings.architecture
      } did not match any version in Agent.ToolsDirectory. On this machine are: ${listOf(
        pythons,
      )}. Install the version, or change versionSpec.`,
    );
  }
  context.addIssue({
    type: 'warning',
    message: `Python ${spec} is not on this machine, so Python ${
      other.version
    } (${
      other.executable
    }) is used in its place; a Microsoft-hosted agent would use ${spec}. On this machine are: ${listOf(
      pythons,
    )}.`,
  });
  return other;
}

/** A fresh environment, because the Python of a system often refuses to install packages. */
async function createEnvironment(
  context: StepContext,
  python: InstalledPython,
): Promise<string> {
  const folder = join(
    context.job.folders.temp,
    'Python',
    python.version,
    context.job.settings.architecture,
  );
  context.log(
    `Creating a virtual environment of Python ${python.version} (${python.executable}) in ${folder}, for this job alone`,
  );
  const { exitCode } = await context.runChild({
    command: python.executable,
    parameters: ['-m', 'venv', '--clear', folder],
  });
  if (exitCode !== 0) {
    throw new TaskFailure(
      `${python.executable} -m venv ended with ${exitCode}. The modules venv and ensurepip are needed; on Debian and Ubuntu, they are in the package python3-venv.`,
    );
  }
  return folder;
}

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const { job } = context;
  const spec = inputs.text('versionSpec');
  if (validRange(spec) === null) {
    throw new TaskFailure(
      `The input 'versionSpec' of UsePythonVersion@0 is '${spec}'; a version or range is expected, such as 3.x, 3.12 or >=3.11 <3.14.`,
    );
  }
  const python = await findPython(context, {
    spec,
    allowUnstable: inputs.flag('allowUnstable'),
  });
  const folder = await createEnvironment(context, python);
  if (inputs.flag('addToPath')) {
    job.prependedPaths.unshift(join(folder, 'bin'));
  }
  job.variables.set('pythonLocation', { value: folder });
  context.addOutput('pythonLocation', folder, false);
  context.log(`Python ${python.version} is on the PATH of the steps to come.`);
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/use-python-version-v0 */
export const usePythonVersion: Task = {
  id: '33c63b11-352b-45a2-ba1b-54cb568a29ca',
  name: 'UsePythonVersion',
  version: '0',
  friendlyName: 'Use Python version',
  inputs: [
    { name: 'versionSpec', default: '3.x', isRequired: true },
    // Nothing is downloaded here.
    flag('disableDownloadFromRegistry'),
    flag('allowUnstable'),
    { name: 'githubToken' },
    flag('addToPath', { default: 'true' }),
    {
      name: 'architecture',
      default: '',
      values: ['x64', 'x86', 'arm64'],
      notSimulated: ['x86'],
    },
  ],
  run,
};
