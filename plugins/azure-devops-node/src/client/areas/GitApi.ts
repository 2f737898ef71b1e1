import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A Git repository as the service describes it. @public */
export interface GitRepository {
  readonly id: string;
  readonly name: string;
  readonly remoteUrl?: string;
  readonly webUrl?: string;
  /** Full name of the ref; missing while there is no branch. */
  readonly defaultBranch?: string;
  readonly isDisabled?: boolean;
}

/** A ref of a Git repository. @public */
export interface GitReference {
  readonly name: string;
  readonly objectId: string;
}

/** Git repositories of a project. @public */
export class GitApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  async findRepository(options: {
    readonly project: string;
    readonly repository: string;
  }): Promise<GitRepository | undefined> {
    return this.transport.find<GitRepository>({
      area: 'git',
      path: [
        options.project,
        '_apis',
        'git',
        'repositories',
        options.repository,
      ],
      apiVersion: API_VERSION,
    });
  }

  /** Repositories of the project that the token's user sees. */
  listRepositories(project: string): AsyncIterable<GitRepository> {
    return this.transport.list<GitRepository>({
      area: 'git',
      path: [project, '_apis', 'git', 'repositories'],
      apiVersion: API_VERSION,
    });
  }

  async createRepository(options: {
    readonly project: string;
    readonly projectId: string;
    readonly name: string;
  }): Promise<GitRepository> {
    return this.transport.send<GitRepository>({
      method: 'POST',
      area: 'git',
      path: [options.project, '_apis', 'git', 'repositories'],
      apiVersion: API_VERSION,
      body: { name: options.name, project: { id: options.projectId } },
    });
  }

  /** Removes a repository; Azure DevOps keeps it in its recycle bin for a while. */
  async removeRepository(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<void> {
    await this.transport.send<undefined>({
      method: 'DELETE',
      area: 'git',
      path: [options.project, '_apis', 'git', 'repositories', options.id],
      apiVersion: API_VERSION,
    });
  }

  /** Makes a branch the one that people see first and clone. */
  async setDefaultBranch(options: {
    readonly project: string;
    readonly repositoryId: string;
    /** Short name of the branch. */
    readonly branch: string;
  }): Promise<GitRepository> {
    return this.transport.send<GitRepository>({
      method: 'PATCH',
      area: 'git',
      path: [
        options.project,
        '_apis',
        'git',
        'repositories',
        options.repositoryId,
      ],
      apiVersion: API_VERSION,
      body: { defaultBranch: `refs/heads/${options.branch}` },
    });
  }

  /** Refs whose name, without `refs/`, starts with the filter. */
  listReferences(options: {
    readonly project: string;
    readonly repositoryId: string;
    readonly filter?: string;
    readonly pageSize?: number;
  }): AsyncIterable<GitReference> {
    return this.transport.list<GitReference>({
      area: 'git',
      path: [
        options.project,
        '_apis',
        'git',
        'repositories',
        options.repositoryId,
        'refs',
      ],
      apiVersion: API_VERSION,
      query: { filter: options.filter, $top: options.pageSize },
    });
  }
}
