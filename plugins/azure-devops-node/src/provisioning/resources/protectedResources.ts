import {
  isSameName,
  type CheckedResource,
  type ProtectedResource,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { CheckedResourceType } from '../../client/areas/ChecksApi';
import type { PermittedResourceType } from '../../client/areas/PipelinePermissionsApi';
import type { ApplyContext, ObserveContext } from '../provisioningContext';

const CHECKED_TYPES: Readonly<
  Record<CheckedResource['kind'], CheckedResourceType>
> = {
  environment: 'environment',
  'service-connection': 'endpoint',
  'variable-group': 'variablegroup',
};

const PERMITTED_TYPES: Readonly<
  Record<ProtectedResource['kind'], PermittedResourceType>
> = { ...CHECKED_TYPES, 'agent-queue': 'queue' };

/** How the routes of checks write a kind of resource. */
export function checkedTypeOf(kind: CheckedResource['kind']) {
  return CHECKED_TYPES[kind];
}

/** How the routes of pipeline permissions write a kind of resource. */
export function permittedTypeOf(kind: ProtectedResource['kind']) {
  return PERMITTED_TYPES[kind];
}

/** A resource that is there and that checks and permissions can hang on. */
export interface FoundResource {
  readonly resource: CheckedResource;
  readonly id: string;
  readonly url: string;
}

/** The environments, service connections and variable groups that are desired and there, or ours. */
export async function findProtectedResources(
  context: Pick<ObserveContext, 'observed' | 'desired'>,
): Promise<readonly FoundResource[]> {
  const kinds = [
    'environment',
    'service-connection',
    'variable-group',
  ] as const;
  const found = await Promise.all(
    kinds.map(async kind =>
      (
        await context.observed(kind)
      ).map(({ id, name, url }) => ({
        resource: { kind, name: spellingOf(context, kind, name) },
        id,
        url,
      })),
    ),
  );
  return found.flat();
}

/** By our own spelling of its name: Azure DevOps finds it without case. */
function spellingOf(
  { desired }: Pick<ObserveContext, 'desired'>,
  kind: CheckedResource['kind'],
  name: string,
): string {
  const resources: readonly { readonly name: string }[] =
    desired.resources[kind] ?? [];
  const existing = (desired.part?.existing ?? []).filter(
    resource => resource.kind === kind,
  );
  return (
    [...resources, ...existing].find(candidate =>
      isSameName(candidate.name, name),
    )?.name ?? name
  );
}

/** The page on which people see and change what hangs on a resource. */
export function pageOfResource(
  { client, project }: Pick<ApplyContext, 'client' | 'project'>,
  kind: ProtectedResource['kind'],
  id: string,
): string {
  switch (kind) {
    case 'environment':
      return client.webUrls.environment({ project, id });
    case 'service-connection':
      return client.webUrls.serviceConnection({ project, id });
    case 'variable-group':
      return client.webUrls.variableGroup({ project, id });
    case 'agent-queue':
      return client.webUrls.agentQueue({ project, id });
    default:
      throw new Error(`No page of ${String(kind satisfies never)}`);
  }
}
