import { basename, join, relative, resolve } from 'node:path';
import { JobContext } from '../JobContext';
import { JobRepository } from '../JobRequest';
import { TaskFailure } from '../TaskFailure';

function countCheckouts(job: JobContext): number {
  return job.request.steps.filter(
    ({ step }) =>
      step.enabled &&
      step.action.kind === 'checkout' &&
      step.action.repository.toLowerCase() !== 'none',
  ).length;
}

/**
 * Where a repository goes: `s`, or a folder of its name in `s` if the job checks out several, or
 * the path that the step asks for. The variables of the job follow.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/repos/multi-repo-checkout
 *
 * @throws TaskFailure for a path outside Agent.BuildDirectory.
 */
export function chooseFolder(
  job: JobContext,
  options: {
    readonly repository: JobRepository;
    readonly isSelf: boolean;
    readonly path: string;
  },
): string {
  const { folders, variables } = job;
  const isSingle = countCheckouts(job) <= 1;
  if (!options.path) {
    return isSingle
      ? folders.sources
      : join(folders.sources, basename(options.repository.name));
  }
  const folder = resolve(folders.build, options.path);
  const below = relative(folders.build, folder);
  if (!below || below.startsWith('..')) {
    throw new TaskFailure(
      `The path '${options.path}' of the checkout is ${folder}; it must be below Agent.BuildDirectory, ${folders.build}.`,
    );
  }
  if (isSingle) {
    variables.set('Build.SourcesDirectory', { value: folder });
    variables.set('System.DefaultWorkingDirectory', { value: folder });
  }
  if (options.isSelf) {
    variables.set('Build.Repository.LocalPath', { value: folder });
  }
  return folder;
}
