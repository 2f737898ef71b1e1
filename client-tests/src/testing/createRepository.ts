import type { GitRepository } from 'azure-devops-node-api/interfaces/GitInterfaces';
import { project, type AzureDevOpsUnderTest } from './withAzureDevOps';

/** The id of what does not exist, which stands for "new" in a change of a reference. */
export const noObject = '0'.repeat(40);

/** A repository with a first commit on its branch main. */
export interface CreatedRepository {
  readonly id: string;
  readonly name: string;
  readonly remoteUrl: string;
  readonly commit: string;
}

/** Creates a repository and pushes files to its branch main, both through the Node SDK. */
export async function createRepository(
  context: AzureDevOpsUnderTest,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<CreatedRepository> {
  const git = await context.connect().getGitApi();
  const { id, remoteUrl } = await git.createRepository({ name }, project);
  if (id === undefined || remoteUrl === undefined) {
    throw new Error(`The new repository ${name} has no id or no address`);
  }
  const commit = await pushFiles(context, {
    repository: { id },
    branch: 'main',
    from: noObject,
    files,
  });
  return { id, name, remoteUrl, commit };
}

/** Adds files in one commit, through the Node SDK; gives back the id of the commit. */
export async function pushFiles(
  context: AzureDevOpsUnderTest,
  push: {
    readonly repository: Pick<GitRepository, 'id'>;
    readonly branch: string;
    /** What the branch is at. */
    readonly from: string;
    readonly files: Readonly<Record<string, string>>;
    /** 1 adds, 2 changes; as the SDK numbers them. */
    readonly changeType?: 1 | 2;
  },
): Promise<string> {
  const git = await context.connect().getGitApi();
  const { commits = [] } = await git.createPush(
    {
      refUpdates: [
        { name: `refs/heads/${push.branch}`, oldObjectId: push.from },
      ],
      commits: [
        {
          comment: 'Change files',
          changes: Object.entries(push.files).map(([path, content]) => ({
            changeType: push.changeType ?? 1,
            item: { path: `/${path}` },
            newContent: { content, contentType: 0 },
          })),
        },
      ],
    },
    push.repository.id ?? '',
    project,
  );
  return commits[0]?.commitId ?? '';
}
