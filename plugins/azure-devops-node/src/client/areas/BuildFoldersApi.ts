import { BUILD_FOLDERS_API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A folder of pipelines. @public */
export interface BuildFolder {
  /** Starts with a backslash. */
  readonly path: string;
  readonly description?: string | null;
}

/** Folders of pipelines. @public */
export class BuildFoldersApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** The folder of this path, without those in it. */
  async find(options: {
    readonly project: string;
    readonly folder: string;
  }): Promise<BuildFolder | undefined> {
    const found = await this.transport.find<{
      readonly value?: readonly BuildFolder[];
    }>({
      area: 'build folders',
      path: [options.project, '_apis', 'build', 'folders', options.folder],
      apiVersion: BUILD_FOLDERS_API_VERSION,
    });
    return (found?.value ?? []).find(
      ({ path }) => path.toLowerCase() === options.folder.toLowerCase(),
    );
  }

  /** All folders of a project. */
  list(project: string): AsyncIterable<BuildFolder> {
    return this.transport.list<BuildFolder>({
      area: 'build folders',
      path: [project, '_apis', 'build', 'folders'],
      apiVersion: BUILD_FOLDERS_API_VERSION,
    });
  }

  async create(options: {
    readonly project: string;
    readonly folder: string;
    readonly description: string;
  }): Promise<BuildFolder> {
    return this.send('PUT', options);
  }

  async update(options: {
    readonly project: string;
    readonly folder: string;
    readonly description: string;
  }): Promise<BuildFolder> {
    return this.send('POST', options);
  }

  /** Removes a folder and every pipeline in it: it has to be empty first. One that is gone already is removed. */
  async remove(options: {
    readonly project: string;
    readonly folder: string;
  }): Promise<void> {
    await this.transport.find<undefined>({
      method: 'DELETE',
      area: 'build folders',
      path: [options.project, '_apis', 'build', 'folders'],
      apiVersion: BUILD_FOLDERS_API_VERSION,
      query: { path: options.folder },
    });
  }

  private send(
    method: 'PUT' | 'POST',
    options: {
      readonly project: string;
      readonly folder: string;
      readonly description: string;
    },
  ): Promise<BuildFolder> {
    const { project, folder, description } = options;
    return this.transport.send<BuildFolder>({
      method,
      area: 'build folders',
      path: [project, '_apis', 'build', 'folders'],
      apiVersion: BUILD_FOLDERS_API_VERSION,
      query: { path: folder },
      body: { path: folder, description },
    });
  }
}
