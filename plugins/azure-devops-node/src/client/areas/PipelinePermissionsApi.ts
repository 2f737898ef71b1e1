import { PIPELINE_PERMISSIONS_API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** Kinds of resources that pipelines need a permission for, as the route writes them. @public */
export type PermittedResourceType =
  | 'environment'
  | 'endpoint'
  | 'variablegroup'
  | 'queue';

/** Which pipelines may use a resource. @public */
export interface ResourcePipelinePermissions {
  readonly allPipelines?: { readonly authorized: boolean } | null;
  readonly pipelines?: readonly {
    readonly id: number;
    readonly authorized: boolean;
  }[];
}

/** Permissions of pipelines on resources. @public */
export class PipelinePermissionsApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  async get(options: {
    readonly project: string;
    readonly type: PermittedResourceType;
    readonly id: string;
  }): Promise<ResourcePipelinePermissions> {
    return this.transport.send<ResourcePipelinePermissions>({
      area: 'pipeline permissions',
      path: pathOf(options),
      apiVersion: PIPELINE_PERMISSIONS_API_VERSION,
    });
  }

  /**
   * Grants or withdraws the use for the pipelines given, and for no other.
   * Access for all pipelines can be closed here, never opened.
   */
  async update(options: {
    readonly project: string;
    readonly type: PermittedResourceType;
    readonly id: string;
    readonly pipelines: readonly {
      readonly id: number;
      readonly authorized: boolean;
    }[];
    readonly closeToOtherPipelines: boolean;
  }): Promise<ResourcePipelinePermissions> {
    return this.transport.send<ResourcePipelinePermissions>({
      method: 'PATCH',
      area: 'pipeline permissions',
      path: pathOf(options),
      apiVersion: PIPELINE_PERMISSIONS_API_VERSION,
      body: {
        resource: { type: options.type, id: options.id },
        pipelines: options.pipelines,
        ...(options.closeToOtherPipelines
          ? { allPipelines: { authorized: false } }
          : {}),
      },
    });
  }
}

function pathOf(options: {
  readonly project: string;
  readonly type: PermittedResourceType;
  readonly id: string;
}): readonly string[] {
  return [
    options.project,
    '_apis',
    'pipelines',
    'pipelinepermissions',
    options.type,
    options.id,
  ];
}
