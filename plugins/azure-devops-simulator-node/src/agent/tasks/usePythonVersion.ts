import { join } from 'node:path';
import { rcompare, satisfies, validRange } from 'semver';
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
  let pythons: readonly InstalledPython[] = [];
  let python: InstalledPython | undefined;
  for await (pythons of findPythons({
    environment: context.environment(),
    places: job.settings.pythonPlaces,
  })) {
    python = choose(pythons, spec, inputs.flag('allowUnstable'));
    if (python) {
      break;
    }
  }
  if (!python) {
    const known = pythons
      .map(({ version, executable }) => `${version} (${executable})`)
      .join(', ');
    throw new TaskFailure(
      `Version spec ${spec} for architecture ${
        inputs.text('architecture') || job.settings.architecture
      } did not match any version in Agent.ToolsDirectory. On this machine are: ${
        known || 'none'
      }. Install the version, or change versionSpec.`,
    );
  }
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
