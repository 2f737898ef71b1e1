import { BareRepository } from './BareRepository';
import { runGit } from './runGit';

/** Points one of the simulator's own references at a commit, or removes it. */
export async function setReference(
  repository: BareRepository,
  name: string,
  commit: string | undefined,
): Promise<void> {
  const parameters = commit
    ? ['update-ref', name, commit]
    : ['update-ref', '-d', name];
  await runGit(parameters, { directory: repository.directory });
}
