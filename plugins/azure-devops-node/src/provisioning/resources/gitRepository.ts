import {
  TEMPLATE_BRANCH,
  type ObservedGitRepository,
  type RepositoryContent,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import type { GitRepository } from '../../client/areas/GitApi';
import type { ResourceProvider } from '../ResourceProvider';

/** The Git repository of this name and whose content it has. */
export async function observeRepository(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly name: string;
}): Promise<ObservedGitRepository | undefined> {
  const { client, project, name } = options;
  const repository = await client.git.findRepository({
    project,
    repository: name,
  });
  if (repository === undefined) {
    return undefined;
  }
  const isDisabled = repository.isDisabled ?? false;
  return {
    id: repository.id,
    name: repository.name,
    ...addressesOf({ client, project, repository }),
    defaultBranch: repository.defaultBranch?.replace(/^refs\/heads\//, ''),
    isDisabled,
    // The branches of a disabled repository cannot be read.
    content: isDisabled
      ? 'foreign'
      : await observeContent({ client, project, repository }),
  };
}

async function observeContent(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly repository: GitRepository;
}): Promise<RepositoryContent> {
  const { client, project, repository } = options;
  const references = (filter: string) =>
    client.git.listReferences({
      project,
      repositoryId: repository.id,
      filter,
      pageSize: 100,
    });
  for await (const { name } of references(`heads/${TEMPLATE_BRANCH}`)) {
    // The filter is the start of a name only.
    if (name === `refs/heads/${TEMPLATE_BRANCH}`) {
      return 'from-template';
    }
  }
  for await (const reference of references('heads/')) {
    return reference.name === '' ? 'empty' : 'foreign';
  }
  return 'empty';
}

/** The project's Git repository. */
export const gitRepositoryProvider: ResourceProvider<'git-repository'> = {
  async observe(
    { client, project, limit, desired: state, everything },
    desired,
  ) {
    const names = desired.map(({ name }) => name);
    const wanted =
      everything && names.length === 0 ? [state.repository] : names;
    const found = await Promise.all(
      wanted.map(name =>
        limit(() => observeRepository({ client, project, name })),
      ),
    );
    return found.flatMap(repository =>
      repository === undefined ? [] : [repository],
    );
  },

  async apply(change, { client, project, projectId }) {
    const repository = await client.git.createRepository({
      project,
      projectId: projectId(),
      name: change.desired.name,
    });
    return {
      id: repository.id,
      url: addressesOf({ client, project, repository }).url,
    };
  },

  remove: ({ id }, { client, project }) =>
    client.git.removeRepository({ project, id }),
};

/** Where people and git find a repository. */
export function addressesOf(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly repository: Pick<GitRepository, 'name' | 'remoteUrl' | 'webUrl'>;
}): { readonly remoteUrl: string; readonly url: string } {
  const { client, project, repository } = options;
  const page = client.webUrls.repository({
    project,
    repository: repository.name,
  });
  return {
    remoteUrl: withoutUser(repository.remoteUrl ?? page),
    url: repository.webUrl ?? page,
  };
}

/** The service puts the organization as user into the address, which makes git ask for its password. */
function withoutUser(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.toString();
}
