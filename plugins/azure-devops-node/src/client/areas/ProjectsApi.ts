import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A project as the service describes it. @public */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  /** `wellFormed` once work in it can begin; `createPending` before. */
  readonly state?: string;
}

/** A process template, from which projects are made. @public */
export interface ProcessTemplate {
  readonly id: string;
  readonly name: string;
  readonly isDefault?: boolean;
}

/** Something that the service does in the background. @public */
export interface Operation {
  readonly id: string;
  /** `notSet`, `queued`, `inProgress`, `cancelled`, `succeeded` or `failed`. */
  readonly status: string;
  /** Why it ended as it did. */
  readonly resultMessage?: string | null;
  readonly detailedMessage?: string | null;
}

/** Projects of the organization. @public */
export class ProjectsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** The project of this name, or `undefined` when the token's user sees none. */
  async find(name: string): Promise<Project | undefined> {
    return this.transport.find<Project>({
      area: 'projects',
      path: ['_apis', 'projects', name],
      apiVersion: API_VERSION,
    });
  }

  /** All projects that the token's user sees. */
  list(): AsyncIterable<Project> {
    return this.transport.list<Project>({
      area: 'projects',
      path: ['_apis', 'projects'],
      apiVersion: API_VERSION,
    });
  }

  /** Process templates of the organization. */
  listProcesses(): AsyncIterable<ProcessTemplate> {
    return this.transport.list<ProcessTemplate>({
      area: 'processes',
      path: ['_apis', 'process', 'processes'],
      apiVersion: API_VERSION,
    });
  }

  /** Begins to create a private project with Git. It is there once the operation has succeeded. */
  async create(options: {
    readonly name: string;
    readonly description: string;
    /** Id of the process template. */
    readonly processId: string;
  }): Promise<Operation> {
    return this.transport.send<Operation>({
      method: 'POST',
      area: 'projects',
      path: ['_apis', 'projects'],
      apiVersion: API_VERSION,
      body: {
        name: options.name,
        description: options.description,
        visibility: 'private',
        capabilities: {
          versioncontrol: { sourceControlType: 'Git' },
          processTemplate: { templateTypeId: options.processId },
        },
      },
    });
  }

  async getOperation(id: string): Promise<Operation> {
    return this.transport.send<Operation>({
      area: 'projects',
      path: ['_apis', 'operations', id],
      apiVersion: API_VERSION,
    });
  }
}
