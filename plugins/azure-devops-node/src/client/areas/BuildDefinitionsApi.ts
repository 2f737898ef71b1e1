import { API_VERSION, BUILD_FOLDERS_API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** Number by which the service calls pipelines that are written in YAML. */
const YAML_PROCESS = 2;

/**
 * A pipeline, which the REST API calls a build definition. It has many more
 * fields; an update sends back all that came.
 *
 * @public
 */
export interface BuildDefinition {
  readonly id: number;
  readonly name: string;
  /** Folder, starting with a backslash. */
  readonly path: string;
  readonly revision: number;
  readonly description?: string | null;
  readonly process?: { readonly type: number; readonly yamlFilename?: string };
  readonly repository?: {
    readonly id: string;
    readonly name?: string;
    readonly type: string;
    readonly defaultBranch?: string;
  };
  readonly queue?: { readonly id: number; readonly name?: string };
  readonly _links?: { readonly web?: { readonly href?: string } };
}

/** What we decide about a pipeline. @public */
export interface BuildDefinitionSettings {
  readonly name: string;
  readonly folder: string;
  readonly description: string;
  readonly yamlFile: string;
  readonly repositoryId: string;
  readonly repositoryName: string;
  /** Full name of the ref. */
  readonly defaultBranch: string;
}

/** Pipelines of a project and their folders. @public */
export class BuildDefinitionsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** Pipelines in exactly this folder, with all their fields. */
  list(options: {
    readonly project: string;
    readonly folder?: string;
    readonly name?: string;
  }): AsyncIterable<BuildDefinition> {
    return this.transport.list<BuildDefinition>({
      area: 'build',
      path: [options.project, '_apis', 'build', 'definitions'],
      apiVersion: API_VERSION,
      query: {
        path: options.folder,
        name: options.name,
        includeAllProperties: 'true',
      },
    });
  }

  async get(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<BuildDefinition> {
    return this.transport.send<BuildDefinition>({
      area: 'build',
      path: [options.project, '_apis', 'build', 'definitions', options.id],
      apiVersion: API_VERSION,
    });
  }

  async create(options: {
    readonly project: string;
    readonly queueId: number;
    readonly settings: BuildDefinitionSettings;
  }): Promise<BuildDefinition> {
    return this.transport.send<BuildDefinition>({
      method: 'POST',
      area: 'build',
      path: [options.project, '_apis', 'build', 'definitions'],
      apiVersion: API_VERSION,
      body: {
        ...wireSettings(options.settings),
        type: 'build',
        queueStatus: 'enabled',
        queue: { id: options.queueId },
        // Triggers are those of the YAML file (2), for continuous integration (2).
        triggers: [{ settingsSourceType: 2, triggerType: 2 }],
      },
    });
  }

  /** Changes what we decide about and sends everything else back as it came. */
  async update(options: {
    readonly project: string;
    readonly current: BuildDefinition;
    readonly settings: BuildDefinitionSettings;
  }): Promise<BuildDefinition> {
    const { project, current, settings } = options;
    const changes = wireSettings(settings);
    return this.transport.send<BuildDefinition>({
      method: 'PUT',
      area: 'build',
      path: [project, '_apis', 'build', 'definitions', String(current.id)],
      apiVersion: API_VERSION,
      body: {
        ...current,
        ...changes,
        process: { ...current.process, ...changes.process },
        repository: { ...current.repository, ...changes.repository },
      },
    });
  }

  /** Whether a folder is there. */
  async hasFolder(options: {
    readonly project: string;
    readonly folder: string;
  }): Promise<boolean> {
    const found = await this.transport.find<{
      readonly value?: readonly { readonly path: string }[];
    }>({
      area: 'build',
      path: [options.project, '_apis', 'build', 'folders', options.folder],
      apiVersion: BUILD_FOLDERS_API_VERSION,
    });
    return (found?.value ?? []).some(
      ({ path }) => path.toLowerCase() === options.folder.toLowerCase(),
    );
  }

  async createFolder(options: {
    readonly project: string;
    readonly folder: string;
  }): Promise<void> {
    await this.transport.send<unknown>({
      method: 'PUT',
      area: 'build',
      path: [options.project, '_apis', 'build', 'folders'],
      apiVersion: BUILD_FOLDERS_API_VERSION,
      query: { path: options.folder },
      body: { path: options.folder },
    });
  }
}

function wireSettings(settings: BuildDefinitionSettings) {
  return {
    name: settings.name,
    path: settings.folder,
    description: settings.description,
    process: { type: YAML_PROCESS, yamlFilename: settings.yamlFile },
    repository: {
      id: settings.repositoryId,
      name: settings.repositoryName,
      type: 'TfsGit',
      defaultBranch: settings.defaultBranch,
    },
  };
}
