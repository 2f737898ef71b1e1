import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A queue through which a project uses an agent pool. @public */
export interface AgentQueue {
  readonly id: number;
  readonly name: string;
}

/** Agent queues of a project. @public */
export class AgentQueuesApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** Queues of the project that the token's user sees. */
  list(project: string): AsyncIterable<AgentQueue> {
    return this.transport.list<AgentQueue>({
      area: 'agent queues',
      path: [project, '_apis', 'distributedtask', 'queues'],
      apiVersion: API_VERSION,
    });
  }

  async find(options: {
    readonly project: string;
    readonly name: string;
  }): Promise<AgentQueue | undefined> {
    const queues = this.transport.list<AgentQueue>({
      area: 'agent queues',
      path: [options.project, '_apis', 'distributedtask', 'queues'],
      apiVersion: API_VERSION,
      query: { queueNames: options.name },
    });
    for await (const queue of queues) {
      if (queue.name === options.name) {
        return queue;
      }
    }
    return undefined;
  }
}
