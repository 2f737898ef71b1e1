import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';

/** Characters that no artifact may have in its name. */
const forbidden = /["\\/:<>|*?]/;

/**
 * Copies a file or folder into the run's artifacts.
 *
 * @throws TaskFailure if there is nothing at the path, or the name cannot be.
 */
export async function publishArtifact(
  context: StepContext,
  artifact: {
    readonly name: string;
    readonly path: string;
    readonly type: 'PipelineArtifact' | 'Container';
  },
): Promise<void> {
  const { name, path } = artifact;
  if (forbidden.test(name)) {
    throw new TaskFailure(
      `Artifact name is not valid: ${name}. It cannot contain any of \\ / " : < > | * ?`,
    );
  }
  const found = await stat(path).catch(() => undefined);
  if (!found) {
    throw new TaskFailure(`Path does not exist: ${path}`);
  }
  const ignoreFile = join(path, '.artifactignore');
  const hasIgnoreFile =
    found.isDirectory() &&
    (await access(ignoreFile).then(
      () => true,
      () => false,
    ));
  if (hasIgnoreFile) {
    throw new TaskFailure(
      `${ignoreFile} is not simulated: more would be published than it says.`,
    );
  }
  context.log(`Uploading ${path} as the artifact ${name}`);
  await context.job.listener.publishArtifact(artifact);
  context.log(`Published the artifact ${name}`);
}
