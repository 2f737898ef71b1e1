import { API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** What a policy holds for. @public */
export interface PolicyScope {
  /** `null` means every repository of the project. */
  readonly repositoryId?: string | null;
  /** Full name of the branch, or its start; absent for a policy of the whole repository. */
  readonly refName?: string | null;
  readonly matchKind?: string | null;
}

/** What we decide about a policy. @public */
export interface PolicySettings {
  readonly typeId: string;
  readonly isBlocking: boolean;
  /** A setting that is `undefined` is taken away. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly scope: readonly PolicyScope[];
}

/** A policy as the service describes it. @public */
export interface PolicyConfiguration {
  readonly id: number;
  readonly type: { readonly id: string };
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
  readonly isDeleted?: boolean;
  readonly settings: Readonly<Record<string, unknown>> & {
    readonly scope?: readonly PolicyScope[] | null;
  };
}

/** Policies on the repositories of a project and their branches. @public */
export class PoliciesApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** All policies of a project. */
  list(project: string): AsyncIterable<PolicyConfiguration> {
    return this.transport.list<PolicyConfiguration>({
      area: 'policies',
      path: pathOf(project),
      apiVersion: API_VERSION,
    });
  }

  async get(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<PolicyConfiguration> {
    return this.transport.send<PolicyConfiguration>({
      area: 'policies',
      path: [...pathOf(options.project), options.id],
      apiVersion: API_VERSION,
    });
  }

  async create(options: {
    readonly project: string;
    readonly policy: PolicySettings;
  }): Promise<PolicyConfiguration> {
    return this.transport.send<PolicyConfiguration>({
      method: 'POST',
      area: 'policies',
      path: pathOf(options.project),
      apiVersion: API_VERSION,
      body: bodyOf(options.policy, {}),
    });
  }

  /** Changes what we decide about, enables the policy, and sends every other setting back as it came. */
  async update(options: {
    readonly project: string;
    readonly current: PolicyConfiguration;
    readonly policy: PolicySettings;
  }): Promise<PolicyConfiguration> {
    const { project, current, policy } = options;
    return this.transport.send<PolicyConfiguration>({
      method: 'PUT',
      area: 'policies',
      path: [...pathOf(project), String(current.id)],
      apiVersion: API_VERSION,
      body: bodyOf(policy, current.settings),
    });
  }

  /** Removes a policy; one that is gone already is removed. */
  async remove(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<void> {
    await this.transport.find<undefined>({
      method: 'DELETE',
      area: 'policies',
      path: [...pathOf(options.project), options.id],
      apiVersion: API_VERSION,
    });
  }
}

function bodyOf(
  { typeId, isBlocking, settings, scope }: PolicySettings,
  current: Readonly<Record<string, unknown>>,
) {
  return {
    type: { id: typeId },
    isEnabled: true,
    isBlocking,
    settings: { ...current, ...settings, scope },
  };
}

function pathOf(project: string): readonly string[] {
  return [project, '_apis', 'policy', 'configurations'];
}
