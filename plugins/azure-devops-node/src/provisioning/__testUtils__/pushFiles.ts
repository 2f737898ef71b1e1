import { promises as fileSystem } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import { createGitHttpTransport } from '../../git/gitHttpTransport';
import { pushProject } from '../../git/pushProject';

/** Fills an empty repository with pipelines, as a template or somebody else does. */
export async function pushFiles(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly repository: string;
  /** A second branch beside main. */
  readonly branch: string;
}): Promise<void> {
  const { client, project, repository, branch } = options;
  const directory = await fileSystem.mkdtemp(path.join(tmpdir(), 'push-'));
  try {
    await fileSystem.mkdir(path.join(directory, 'azure_pipelines'));
    for (const name of ['ci', 'training', 'deployment']) {
      await fileSystem.writeFile(
        path.join(directory, 'azure_pipelines', `${name}.yml`),
        'steps:\n  - script: echo hello\n',
      );
    }
    await pushProject({
      directory,
      remoteUrl: client.webUrls.repository({ project, repository }),
      http: createGitHttpTransport(client.gitHttp),
      branch: 'main',
      pristineBranch: branch,
      message: 'First',
      author: { name: 'Test', email: 'test@contoso.example' },
      date: new Date('2026-01-01T00:00:00Z'),
    });
  } finally {
    await fileSystem.rm(directory, { recursive: true, force: true });
  }
}
