import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';
import { Project } from './ProjectsApi';

/** A value of a variable group. @public */
export interface VariableValue {
  /** `null` for a secret, whose value never comes back. */
  readonly value?: string | null;
  readonly isSecret?: boolean;
  readonly isReadOnly?: boolean;
  /** Of a secret of a vault. */
  readonly enabled?: boolean;
}

/** In which projects a variable group is seen, and as what. @public */
export interface VariableGroupProjectReference {
  readonly name: string;
  readonly description?: string | null;
  readonly projectReference: { readonly id: string; readonly name?: string };
}

/** A variable group as the service describes it. @public */
export interface VariableGroup {
  readonly id: number;
  readonly name: string;
  readonly description?: string | null;
  /** `Vsts` holds its values, `AzureKeyVault` points to a vault. */
  readonly type: string;
  readonly variables?: Readonly<Record<string, VariableValue>>;
  /** Of a group that points to a vault. */
  readonly providerData?: {
    readonly vault?: string;
    readonly serviceEndpointId?: string;
  } | null;
  readonly variableGroupProjectReferences?:
    | readonly VariableGroupProjectReference[]
    | null;
}

/** What we decide about a variable group. @public */
export interface VariableGroupSettings {
  readonly project: Project;
  readonly name: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, VariableValue>>;
  /** The vault that holds the values, if one does. */
  readonly keyVault?: {
    readonly vault: string;
    readonly serviceConnectionId: string;
  };
}

/** Variable groups of a project. @public */
export class VariableGroupsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** Groups that a project sees; `*` at the end of the name stands for anything. */
  list(options: {
    readonly project: string;
    readonly name?: string;
  }): AsyncIterable<VariableGroup> {
    return this.transport.list<VariableGroup>({
      area: 'variable groups',
      path: [options.project, '_apis', 'distributedtask', 'variablegroups'],
      apiVersion: API_VERSION,
      query: { groupName: options.name },
    });
  }

  async get(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<VariableGroup> {
    return this.transport.send<VariableGroup>({
      area: 'variable groups',
      path: [
        options.project,
        '_apis',
        'distributedtask',
        'variablegroups',
        options.id,
      ],
      apiVersion: API_VERSION,
    });
  }

  // Groups are read below a project, but written below the organization.
  async create(settings: VariableGroupSettings): Promise<VariableGroup> {
    return this.transport.send<VariableGroup>({
      method: 'POST',
      area: 'variable groups',
      path: ['_apis', 'distributedtask', 'variablegroups'],
      apiVersion: API_VERSION,
      body: wireGroup(settings, []),
    });
  }

  /** Changes a group, and leaves alone how other projects see it. */
  async update(options: {
    readonly current: VariableGroup;
    readonly settings: VariableGroupSettings;
  }): Promise<VariableGroup> {
    const { current, settings } = options;
    const elsewhere = (current.variableGroupProjectReferences ?? []).filter(
      ({ projectReference }) => projectReference.id !== settings.project.id,
    );
    return this.transport.send<VariableGroup>({
      method: 'PUT',
      area: 'variable groups',
      path: ['_apis', 'distributedtask', 'variablegroups', String(current.id)],
      apiVersion: API_VERSION,
      body: wireGroup(settings, elsewhere),
    });
  }

  /** Removes a group from a project; it goes for good with the last one. One that is gone already is no error. */
  async remove(options: {
    readonly id: string;
    readonly projectId: string;
  }): Promise<void> {
    await this.transport.find<undefined>({
      method: 'DELETE',
      area: 'variable groups',
      path: ['_apis', 'distributedtask', 'variablegroups', options.id],
      apiVersion: API_VERSION,
      query: { projectIds: options.projectId },
    });
  }
}

function wireGroup(
  settings: VariableGroupSettings,
  elsewhere: readonly VariableGroupProjectReference[],
) {
  const { project, name, description, variables, keyVault } = settings;
  return {
    ...(keyVault === undefined
      ? { type: 'Vsts' }
      : {
          type: 'AzureKeyVault',
          providerData: {
            vault: keyVault.vault,
            serviceEndpointId: keyVault.serviceConnectionId,
          },
        }),
    name,
    description,
    variables,
    variableGroupProjectReferences: [
      {
        name,
        description,
        projectReference: { id: project.id, name: project.name },
      },
      ...elsewhere,
    ],
  };
}
