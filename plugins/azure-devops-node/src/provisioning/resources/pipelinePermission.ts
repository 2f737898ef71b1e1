import {
  isSameName,
  type DesiredPipelinePermission,
  type ObservedEnvironment,
  type ObservedPipelinePermission,
  type ObservedVariableGroup,
  type PipelinePermissionChange,
  type ProtectedResource,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import type { PermittedResourceType } from '../../client/areas/PipelinePermissionsApi';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { Writable } from './resource';

const TYPES: Readonly<
  Record<ProtectedResource['kind'], PermittedResourceType>
> = {
  environment: 'environment',
  'variable-group': 'variablegroup',
};

/** Who may use those desired environments and variable groups that exist. */
export async function observePipelinePermissions(
  { client, project, limit }: ObserveContext,
  options: {
    readonly desired: readonly DesiredPipelinePermission[];
    readonly resources: readonly (
      | ({ readonly kind: 'environment' } & ObservedEnvironment)
      | ({ readonly kind: 'variable-group' } & ObservedVariableGroup)
    )[];
  },
): Promise<readonly ObservedPipelinePermission[]> {
  return Promise.all(
    options.resources
      .filter(({ kind, name }) =>
        options.desired.some(
          ({ resource }) =>
            resource.kind === kind && isSameName(resource.name, name),
        ),
      )
      .map(({ kind, name, id }) =>
        limit(async () => {
          const permissions = await client.pipelinePermissions.get({
            project,
            type: TYPES[kind],
            id,
          });
          return {
            resource: { kind, name },
            permittedPipelineIds: (permissions.pipelines ?? [])
              .filter(({ authorized }) => authorized)
              .map(pipeline => String(pipeline.id)),
            isOpenToAllPipelines: permissions.allPipelines?.authorized ?? false,
          };
        }),
      ),
  );
}

/** Grants and withdraws the use of one resource. */
export async function applyPipelinePermission(
  change: Writable<PipelinePermissionChange>,
  { client, project, idOf }: ApplyContext,
): Promise<ResourceOutcome> {
  const { resource, grant, revoke, closeToOtherPipelines } = change.desired;
  const idOfPipeline = (name: string) =>
    Number(idOf({ kind: 'pipeline', name }));
  const resourceId = idOf(resource);
  await client.pipelinePermissions.update({
    project: project.name,
    type: TYPES[resource.kind],
    id: resourceId,
    pipelines: [
      ...grant.map(name => ({ id: idOfPipeline(name), authorized: true })),
      ...revoke.map(name => ({ id: idOfPipeline(name), authorized: false })),
    ],
    closeToOtherPipelines,
  });
  return {
    kind: 'pipeline-permission',
    name: change.name,
    outcome: change.action === 'create' ? 'created' : 'updated',
    id: resourceId,
    url: pageOf({ client, project: project.name, resource, id: resourceId }),
  };
}

/** The page on which people see and change the permission: that of the resource. */
export function pageOf(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly resource: ProtectedResource;
  readonly id: string;
}): string {
  const { client, project, resource, id } = options;
  return resource.kind === 'environment'
    ? client.webUrls.environment({ project, id })
    : client.webUrls.variableGroup({ project, id });
}
