import { API_VERSION } from '../apiVersions';
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
  readonly variables?: Readonly<Record<string, BuildDefinitionVariable>> | null;
  readonly _links?: { readonly web?: { readonly href?: string } };
}

/** A variable of a pipeline. @public */
export interface BuildDefinitionVariable {
  /** `null` for a secret: it cannot be read back. */
  readonly value?: string | null;
  readonly isSecret?: boolean;
  /** Whoever starts a run may give another value. */
  readonly allowOverride?: boolean;
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
  readonly variables: Readonly<Record<string, BuildDefinitionVariable>>;
  readonly queueId?: number;
}

/** Pipelines of a project. @public */
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

  async remove(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<void> {
    await this.transport.send<undefined>({
      method: 'DELETE',
      area: 'build',
      path: [options.project, '_apis', 'build', 'definitions', options.id],
      apiVersion: API_VERSION,
    });
  }
}

function wireSettings(settings: BuildDefinitionSettings) {
  return {
    name: settings.name,
    path: settings.folder,
    description: settings.description,
    variables: settings.variables,
    ...(settings.queueId === undefined
      ? {}
      : { queue: { id: settings.queueId } }),
    process: { type: YAML_PROCESS, yamlFilename: settings.yamlFile },
    repository: {
      id: settings.repositoryId,
      name: settings.repositoryName,
      type: 'TfsGit',
      defaultBranch: settings.defaultBranch,
    },
  };
}
