import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';
import { Project } from './ProjectsApi';

/** In which projects a service connection is seen, and as what. @public */
export interface ServiceEndpointProjectReference {
  readonly name: string;
  readonly description?: string | null;
  readonly projectReference: { readonly id: string; readonly name?: string };
}

/** A service connection as the service describes it. @public */
export interface ServiceEndpoint {
  readonly id: string;
  readonly name: string;
  /** Such as `azurerm` and `dockerregistry`. */
  readonly type: string;
  readonly url?: string;
  readonly description?: string | null;
  readonly owner?: string;
  readonly isReady?: boolean;
  readonly isShared?: boolean;
  /** How far making or removing it has got. */
  readonly operationStatus?: {
    /** `InProgress`, `Ready` or `Failed`. */
    readonly state?: string;
    readonly statusMessage?: string | null;
  } | null;
  readonly authorization?: {
    readonly scheme: string;
    /** `null` for a secret, whose value never comes back. */
    readonly parameters?: Readonly<Record<string, string | null>> | null;
  } | null;
  readonly data?: Readonly<Record<string, string>> | null;
  readonly serviceEndpointProjectReferences?:
    | readonly ServiceEndpointProjectReference[]
    | null;
}

/** What we decide about a service connection. @public */
export interface ServiceEndpointSettings {
  readonly project: Project;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly url: string;
  readonly scheme: string;
  /** One that is `undefined` is taken away from a connection that has it. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly data: Readonly<Record<string, string>>;
}

const AREA = 'service connections';

/** Service connections, which the REST API calls service endpoints. @public */
export class ServiceEndpointsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** All connections that a project sees, those included that could not be made. */
  list(project: string): AsyncIterable<ServiceEndpoint> {
    return this.transport.list<ServiceEndpoint>({
      area: AREA,
      path: [project, '_apis', 'serviceendpoint', 'endpoints'],
      apiVersion: API_VERSION,
      query: { includeFailed: 'true' },
    });
  }

  async find(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<ServiceEndpoint | undefined> {
    // One that is not there is answered with 200 and null.
    const found = await this.transport.find<ServiceEndpoint | null>({
      area: AREA,
      path: [
        options.project,
        '_apis',
        'serviceendpoint',
        'endpoints',
        options.id,
      ],
      apiVersion: API_VERSION,
    });
    return found ?? undefined;
  }

  // Connections are read below a project, but written below the organization.
  async create(settings: ServiceEndpointSettings): Promise<ServiceEndpoint> {
    return this.transport.send<ServiceEndpoint>({
      method: 'POST',
      area: AREA,
      path: ['_apis', 'serviceendpoint', 'endpoints'],
      apiVersion: API_VERSION,
      body: wireEndpoint(settings),
    });
  }

  /** Changes a connection, and leaves alone how other projects see it. */
  async update(options: {
    readonly current: ServiceEndpoint;
    readonly settings: ServiceEndpointSettings;
  }): Promise<ServiceEndpoint> {
    const { current, settings } = options;
    return this.transport.send<ServiceEndpoint>({
      method: 'PUT',
      area: AREA,
      path: ['_apis', 'serviceendpoint', 'endpoints', current.id],
      apiVersion: API_VERSION,
      body: wireEndpoint(settings, current),
    });
  }

  /**
   * Begins to remove a connection from a project; it goes for good with the
   * last one. One that is gone already is no error.
   */
  async remove(options: {
    readonly id: string;
    readonly projectId: string;
  }): Promise<void> {
    await this.transport.find<undefined>({
      method: 'DELETE',
      area: AREA,
      path: ['_apis', 'serviceendpoint', 'endpoints', options.id],
      apiVersion: API_VERSION,
      query: { projectIds: options.projectId },
    });
  }
}

/** The service takes the whole connection with every change. */
function wireEndpoint(
  settings: ServiceEndpointSettings,
  current?: ServiceEndpoint,
) {
  const { project, name, description, type, url, scheme } = settings;
  const elsewhere = (current?.serviceEndpointProjectReferences ?? []).filter(
    ({ projectReference }) => projectReference.id !== project.id,
  );
  const known = Object.entries(current?.authorization?.parameters ?? {});
  return {
    name,
    description,
    type,
    url,
    owner: current?.owner ?? 'library',
    ...(current && {
      id: current.id,
      isReady: current.isReady,
      isShared: elsewhere.length > 0,
    }),
    authorization: {
      scheme,
      parameters: {
        // A secret that is left out stays as it was.
        ...Object.fromEntries(known.filter(([, value]) => value !== null)),
        ...settings.parameters,
      },
    },
    data: { ...current?.data, ...settings.data },
    serviceEndpointProjectReferences: [
      {
        name,
        description,
        projectReference: { id: project.id, name: project.name },
      },
      ...elsewhere,
    ],
  };
}
