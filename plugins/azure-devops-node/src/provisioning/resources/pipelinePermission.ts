import {
  nameProtectedResource,
  type ProtectedResource,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { ResourceProvider } from '../ResourceProvider';
import { agentQueueOnce, findAgentQueue } from './agentQueue';
import {
  findProtectedResources,
  pageOfResource,
  permittedTypeOf,
} from './protectedResources';

/** Which pipelines may use which resources. */
export const pipelinePermissionProvider: ResourceProvider<'pipeline-permission'> =
  {
    async observe(context, desired) {
      const { client, project, limit } = context;
      if (desired.length === 0) {
        return [];
      }
      const names = new Set(desired.map(({ name }) => name));
      const found = [
        ...(await findProtectedResources(context)),
        ...(await findQueues(context, desired)),
      ].filter(({ resource }) => names.has(nameProtectedResource(resource)));
      return Promise.all(
        found.map(({ resource, id, url }) =>
          limit(async () => {
            const permissions = await client.pipelinePermissions.get({
              project,
              type: permittedTypeOf(resource.kind),
              id,
            });
            return {
              id,
              name: nameProtectedResource(resource),
              resource,
              permittedPipelineIds: (permissions.pipelines ?? [])
                .filter(({ authorized }) => authorized)
                .map(pipeline => String(pipeline.id)),
              isOpenToAllPipelines:
                permissions.allPipelines?.authorized ?? false,
              url,
            };
          }),
        ),
      );
    },

    async apply(change, context) {
      const { client, project, idOf } = context;
      const { resource, grant, revoke, closeToOtherPipelines } = change.desired;
      const idOfPipeline = (name: string) =>
        Number(idOf({ kind: 'pipeline', name }));
      const id = await idOfResource(resource, context);
      await client.pipelinePermissions.update({
        project,
        type: permittedTypeOf(resource.kind),
        id,
        pipelines: [
          ...grant.map(name => ({ id: idOfPipeline(name), authorized: true })),
          ...revoke.map(name => ({
            id: idOfPipeline(name),
            authorized: false,
          })),
        ],
        closeToOtherPipelines,
      });
      return { id, url: pageOfResource(context, resource.kind, id) };
    },

    // Permissions go with their resource.
    remove: async () => undefined,
  };

async function findQueues(
  context: ObserveContext,
  desired: readonly { readonly resource: ProtectedResource }[],
) {
  const queues = desired.flatMap(({ resource }) =>
    resource.kind === 'agent-queue' ? [resource] : [],
  );
  return Promise.all(
    queues.map(async resource => {
      const queue = await context.limit(() =>
        findAgentQueue(context, resource.name),
      );
      const id = String(queue.id);
      return {
        resource,
        id,
        url: pageOfResource(context, resource.kind, id),
      };
    }),
  );
}

async function idOfResource(
  resource: ProtectedResource,
  context: ApplyContext,
): Promise<string> {
  return resource.kind === 'agent-queue'
    ? String((await agentQueueOnce(context, resource.name)).id)
    : context.idOf(resource);
}
