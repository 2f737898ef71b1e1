import { API_VERSION, GRAPH_API_VERSION } from '../apiVersions';
import type { ApiRequest } from '../ApiRequest';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** A group as the graph describes it. @public */
export interface GraphGroup {
  /** Subject descriptor, which memberships take. */
  readonly descriptor: string;
  readonly displayName: string;
  readonly description?: string | null;
}

/** A member and the group it is in, by subject descriptors. @public */
export interface GraphMembership {
  readonly group: string;
  readonly member: string;
}

const GRAPH = {
  area: 'groups',
  service: 'identity',
  apiVersion: GRAPH_API_VERSION,
} as const satisfies Partial<ApiRequest>;

/**
 * Groups and who is in them. Azure DevOps Services only: Azure DevOps Server
 * answers every call with 404.
 *
 * @public
 */
export class GraphApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** Subject descriptor of a user, a group or a project, from its id; asked for until it is known. */
  async findDescriptor(storageKey: string): Promise<string | undefined> {
    const { constants } = this.transport;
    const key = `descriptor ${storageKey.toLowerCase()}`;
    const known = constants.get(key);
    if (known !== undefined) {
      return known;
    }
    const found = await this.transport.find<{ readonly value: string }>({
      ...GRAPH,
      path: ['_apis', 'graph', 'descriptors', storageKey],
      apiVersion: API_VERSION,
    });
    if (found !== undefined) {
      constants.set(key, found.value);
    }
    return found?.value;
  }

  /** Id of a user or group, which checks, policies and roles take. */
  async findStorageKey(descriptor: string): Promise<string | undefined> {
    const found = await this.transport.find<{ readonly value: string }>({
      ...GRAPH,
      path: ['_apis', 'graph', 'storagekeys', descriptor],
      apiVersion: API_VERSION,
    });
    return found?.value;
  }

  /** Groups of a project, given the project's descriptor. */
  listGroups(scopeDescriptor: string): AsyncIterable<GraphGroup> {
    return this.transport.list<GraphGroup>({
      ...GRAPH,
      path: ['_apis', 'graph', 'groups'],
      query: { scopeDescriptor },
    });
  }

  async createGroup(options: {
    /** Descriptor of the project; without it the group is the organization's. */
    readonly scopeDescriptor?: string;
    readonly name: string;
    readonly description: string;
  }): Promise<GraphGroup> {
    return this.transport.send<GraphGroup>({
      ...GRAPH,
      method: 'POST',
      path: ['_apis', 'graph', 'groups'],
      query: { scopeDescriptor: options.scopeDescriptor },
      body: { displayName: options.name, description: options.description },
    });
  }

  async updateGroup(options: {
    readonly descriptor: string;
    readonly description: string;
  }): Promise<GraphGroup> {
    return this.transport.send<GraphGroup>({
      ...GRAPH,
      method: 'PATCH',
      path: ['_apis', 'graph', 'groups', options.descriptor],
      contentType: 'application/json-patch+json',
      // Adding replaces what is there; replacing fails where nothing is.
      body: [{ op: 'add', path: '/description', value: options.description }],
    });
  }

  /** Removes a group; one that is gone already is removed. */
  async removeGroup(descriptor: string): Promise<void> {
    await this.transport.find<undefined>({
      ...GRAPH,
      method: 'DELETE',
      path: ['_apis', 'graph', 'groups', descriptor],
    });
  }

  /** Puts a member into a group; one that is in it already stays. */
  async addMembership({ group, member }: GraphMembership): Promise<void> {
    await this.transport.send<unknown>({
      ...GRAPH,
      method: 'PUT',
      path: ['_apis', 'graph', 'memberships', member, group],
    });
  }

  /** Takes a member out of a group; one that is not in it stays out. */
  async removeMembership({ group, member }: GraphMembership): Promise<void> {
    await this.transport.find<undefined>({
      ...GRAPH,
      method: 'DELETE',
      path: ['_apis', 'graph', 'memberships', member, group],
    });
  }
}
