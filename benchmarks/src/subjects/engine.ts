import { promises as fileSystem } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TEMPLATE_BRANCH } from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  AzureDevOpsClient,
  createGitHttpTransport,
  ensureDefaultBranch,
  ensureRepository,
  pushProject,
  type AzureDevOpsClientSettings,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  numbersTo,
  pipelineFile,
  PROJECT,
  REPOSITORY,
} from './fullConfiguration';

/** Where the simulator is. */
export interface Target {
  /** Name and port. */
  readonly host: string;
  readonly token: string;
}

/** Organization of the simulator. */
export const ORGANIZATION = 'contoso';

/** A client of its own, which counts from zero. */
export function createClient(
  { host, token }: Target,
  settings: AzureDevOpsClientSettings = {},
): AzureDevOpsClient {
  return AzureDevOpsClient.create({
    ...settings,
    organizationUrl: `https://${host}/${ORGANIZATION}`,
    authorization: async () => ({
      Authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
    }),
  });
}

/** Writes the YAML files of a number of pipelines into a new folder, and removes it afterwards. */
export async function withPipelineFiles<Result>(
  pipelines: number,
  work: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await fileSystem.mkdtemp(
    path.join(tmpdir(), 'azure-mlops-benchmark-'),
  );
  try {
    for (const index of numbersTo(pipelines)) {
      const file = path.join(directory, pipelineFile(index));
      await fileSystem.mkdir(path.dirname(file), { recursive: true });
      await fileSystem.writeFile(
        file,
        'steps:\n  - script: python --version\n',
      );
    }
    return await work(directory);
  } finally {
    await fileSystem.rm(directory, { recursive: true, force: true });
  }
}

/** Makes the repository and fills it, as the steps before provisioning do. */
export async function pushRepository(
  target: Target,
  pipelines: number,
): Promise<void> {
  const client = createClient(target);
  const address = { client, project: PROJECT, repository: REPOSITORY };
  const { remoteUrl } = await ensureRepository(address);
  await withPipelineFiles(pipelines, directory =>
    pushProject({
      directory,
      remoteUrl,
      http: createGitHttpTransport(client.gitHttp),
      branch: 'main',
      pristineBranch: TEMPLATE_BRANCH,
      message: 'First',
      author: { name: 'Benchmark', email: 'benchmark@contoso.example' },
      date: new Date('2026-01-01T00:00:00Z'),
    }),
  );
  await ensureDefaultBranch({ ...address, branch: 'main' });
}
