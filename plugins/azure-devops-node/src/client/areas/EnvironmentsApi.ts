import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** An environment as the service describes it. @public */
export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly description?: string | null;
}

/** Environments of a project. @public */
export class EnvironmentsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  list(project: string): AsyncIterable<Environment> {
    return this.transport.list<Environment>({
      area: 'environments',
      path: [project, '_apis', 'distributedtask', 'environments'],
      apiVersion: API_VERSION,
      query: { $top: 1000 },
    });
  }

  async create(options: {
    readonly project: string;
    readonly name: string;
    readonly description: string;
  }): Promise<Environment> {
    return this.transport.send<Environment>({
      method: 'POST',
      area: 'environments',
      path: [options.project, '_apis', 'distributedtask', 'environments'],
      apiVersion: API_VERSION,
      body: { name: options.name, description: options.description },
    });
  }

  async update(options: {
    readonly project: string;
    readonly id: string;
    readonly name: string;
    readonly description: string;
  }): Promise<Environment> {
    return this.transport.send<Environment>({
      method: 'PATCH',
      area: 'environments',
      path: [
        options.project,
        '_apis',
        'distributedtask',
        'environments',
        options.id,
      ],
      apiVersion: API_VERSION,
      body: { name: options.name, description: options.description },
    });
  }

  async remove(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<void> {
    await this.transport.send<undefined>({
      method: 'DELETE',
      area: 'environments',
      path: [
        options.project,
        '_apis',
        'distributedtask',
        'environments',
        options.id,
      ],
      apiVersion: API_VERSION,
    });
  }
}
