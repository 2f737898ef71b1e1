import { CHECKS_API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** Kinds of resources that checks protect, as the service writes them. @public */
export type CheckedResourceType = 'environment' | 'endpoint' | 'variablegroup';

/** What a check protects. @public */
export interface CheckedResourceReference {
  readonly type: CheckedResourceType;
  readonly id: string;
  readonly name?: string;
}

/** What we decide about a check. @public */
export interface CheckSettings {
  readonly type: { readonly id: string; readonly name: string };
  readonly settings: Readonly<Record<string, unknown>>;
  /** Minutes until a waiting run fails. */
  readonly timeout?: number;
}

/** A check as the service describes it. @public */
export interface CheckConfiguration {
  readonly id: number;
  readonly type: { readonly id: string; readonly name?: string };
  readonly settings?: Readonly<Record<string, unknown>> | null;
  /** Minutes until a waiting run fails. */
  readonly timeout?: number;
  readonly resource: { readonly type: string; readonly id: string };
}

/** Checks on resources of a project. @public */
export class ChecksApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /** All checks on these resources, with their settings, in one call. */
  query(options: {
    readonly project: string;
    readonly resources: readonly CheckedResourceReference[];
  }): AsyncIterable<CheckConfiguration> {
    return this.transport.list<CheckConfiguration>({
      method: 'POST',
      reads: true,
      area: 'checks',
      path: [
        options.project,
        '_apis',
        'pipelines',
        'checks',
        'queryconfigurations',
      ],
      apiVersion: CHECKS_API_VERSION,
      query: { $expand: 'settings' },
      body: options.resources,
    });
  }

  async create(options: {
    readonly project: string;
    readonly resource: CheckedResourceReference;
    readonly check: CheckSettings;
  }): Promise<CheckConfiguration> {
    return this.transport.send<CheckConfiguration>({
      method: 'POST',
      area: 'checks',
      path: pathOf(options.project),
      apiVersion: CHECKS_API_VERSION,
      body: { ...options.check, resource: options.resource },
    });
  }

  async update(options: {
    readonly project: string;
    readonly id: string;
    readonly resource: CheckedResourceReference;
    readonly check: CheckSettings;
  }): Promise<CheckConfiguration> {
    return this.transport.send<CheckConfiguration>({
      method: 'PATCH',
      area: 'checks',
      path: [...pathOf(options.project), options.id],
      apiVersion: CHECKS_API_VERSION,
      body: {
        id: Number(options.id),
        ...options.check,
        resource: options.resource,
      },
    });
  }

  /** Removes a check; one that is gone already is removed. */
  async remove(options: {
    readonly project: string;
    readonly id: string;
  }): Promise<void> {
    await this.transport.find<undefined>({
      method: 'DELETE',
      area: 'checks',
      path: [...pathOf(options.project), options.id],
      apiVersion: CHECKS_API_VERSION,
    });
  }
}

function pathOf(project: string): readonly string[] {
  return [project, '_apis', 'pipelines', 'checks', 'configurations'];
}
