import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A project as the service describes it. @public */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
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
}
