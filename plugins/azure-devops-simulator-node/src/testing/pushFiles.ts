import { GitWorkspace, withToken } from './GitWorkspace';
import { SimulatorUnderTest } from './withSimulator';

/** Creates a repository and pushes files to its branch main. */
export async function createRepositoryWith(
  context: SimulatorUnderTest,
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{
  readonly id: string;
  readonly url: string;
  readonly commit: string;
}> {
  const { body } = await context.rest.post(
    'machine-learning/_apis/git/repositories',
    { name },
  );
  const workspace = await GitWorkspace.create();
  try {
    for (const [path, content] of Object.entries(files)) {
      await workspace.write(path, content);
    }
    const commit = await workspace.commit('Start');
    await workspace.git(
      'push',
      '--quiet',
      withToken(body.remoteUrl, context.simulator.token),
      'main',
    );
    return { id: body.id, url: body.remoteUrl, commit };
  } finally {
    await workspace.remove();
  }
}
