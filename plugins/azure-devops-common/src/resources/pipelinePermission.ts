import { isSameName } from '../names/resourceNames';
import type { Change, ResourceReference } from '../plan/change';
import { compareFields } from '../plan/fieldChanges';
import { CHECK_KINDS } from './check';
import {
  findConflictOf,
  isReplaced,
  nameProtectedResource,
  ProtectedResource,
} from './protectedResource';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** Which of the project's pipelines may use a resource; never all pipelines. @public */
export interface DesiredPipelinePermission {
  /** `<kind of the resource>/<its name>` */
  readonly name: string;
  readonly resource: ProtectedResource;
  readonly pipelines: readonly string[];
}

/** Which of our pipelines get or lose the use of a resource. @public */
export interface PlannedPipelinePermission {
  readonly name: string;
  readonly resource: ProtectedResource;
  readonly grant: readonly string[];
  readonly revoke: readonly string[];
  /** Someone has opened the resource to every pipeline of the project. */
  readonly closeToOtherPipelines: boolean;
}

/** Which pipelines may use a resource now; `id` is that of the resource. @public */
export interface ObservedPipelinePermission extends ObservedResource {
  readonly resource: ProtectedResource;
  readonly permittedPipelineIds: readonly string[];
  readonly isOpenToAllPipelines: boolean;
}

/**
 * Only the project's own pipelines are given or denied the use; those that
 * somebody else has permitted stay. Access for every pipeline is closed, but
 * for an agent queue, which is not ours.
 *
 * @public
 */
export const pipelinePermissionDefinition: ResourceDefinition<'pipeline-permission'> =
  {
    kind: 'pipeline-permission',
    label: 'pipeline permission',
    diff: (desired, observed, context) =>
      diffPipelinePermission(
        desired,
        // What an old resource permits goes with it.
        desired.resource.kind !== 'agent-queue' &&
          isReplaced(desired.resource, context)
          ? undefined
          : observed,
        context,
      ),
    isOurs: () => false,
  };

function diffPipelinePermission(
  desired: DesiredPipelinePermission,
  observed: ObservedPipelinePermission | undefined,
  context: DifferenceContext,
): Change<'pipeline-permission'> | undefined {
  if (desired.pipelines.length === 0 && observed === undefined) {
    // Nothing to permit on something that is still to be made.
    return undefined;
  }
  const { planned, fields, hasPermissions } = compare(
    desired,
    observed,
    context,
  );
  const { resource } = desired;
  const base = {
    kind: 'pipeline-permission' as const,
    name: nameProtectedResource(resource),
    dependsOn: [
      ...(resource.kind === 'agent-queue' ? [] : [resource]),
      ...planned.grant.map(name => ({ kind: 'pipeline' as const, name })),
      ...(planned.grant.length === 0
        ? []
        : findWritesOfChecks(resource, context)),
    ],
    desired: planned,
  };
  const conflict =
    resource.kind === 'agent-queue'
      ? undefined
      : findConflictOf(resource, context);
  if (observed !== undefined && conflict !== undefined) {
    return {
      ...base,
      action: 'conflict',
      reason: 'its resource is not ours',
      remedy: conflict.remedy,
      observed,
    };
  }
  if (observed !== undefined && fields.length === 0) {
    const reason = 'it is as configured';
    return { ...base, action: 'unchanged', reason, observed };
  }
  if (observed === undefined || !hasPermissions) {
    const reason = 'none of the pipelines may use the resource yet';
    return { ...base, action: 'create', reason, fields };
  }
  const reason = 'it differs from the configuration';
  return { ...base, action: 'update', reason, observed, fields };
}

/** No pipeline may use a resource before the checks that guard it are there, even when the run ends between. */
function findWritesOfChecks(
  resource: ProtectedResource,
  context: DifferenceContext,
): readonly ResourceReference[] {
  const name = nameProtectedResource(resource);
  return CHECK_KINDS.map(kind => ({ kind, name })).filter(check => {
    const action = context.changeOf(check)?.action;
    return action === 'create' || action === 'update';
  });
}

function compare(
  desired: DesiredPipelinePermission,
  observed: ObservedPipelinePermission | undefined,
  context: DifferenceContext,
) {
  const isQueue = desired.resource.kind === 'agent-queue';
  // Whoever permits a single pipeline does not decide about all the others.
  const isClosable = !isQueue && context.part === undefined;
  const isOpen = isClosable && (observed?.isOpenToAllPipelines ?? false);
  const permitted = ourPipelines(context)
    .filter(({ id }) => observed?.permittedPipelineIds.includes(id))
    .map(({ name }) => name);
  // Every pipeline may use a queue that is open: there is nothing to grant.
  const isGranted = isQueue && observed?.isOpenToAllPipelines === true;
  const before = isGranted ? desired.pipelines : permitted;
  const planned: PlannedPipelinePermission = {
    name: desired.name,
    resource: desired.resource,
    grant: without(desired.pipelines, before),
    revoke: without(before, desired.pipelines),
    closeToOtherPipelines: isOpen,
  };
  const fields = compareFields({
    before: { pipelines: [...before].sort(), 'all pipelines': isOpen },
    after: { pipelines: [...desired.pipelines].sort(), 'all pipelines': false },
  });
  return { planned, fields, hasPermissions: permitted.length > 0 || isOpen };
}

/** By our own spelling of their names: Azure DevOps finds them without case. */
function ourPipelines(context: DifferenceContext) {
  if (context.part !== undefined) {
    return context.part.existing.flatMap(({ kind, name }) => {
      const pipeline =
        kind === 'pipeline' ? context.observed(kind, name) : undefined;
      return pipeline === undefined ? [] : [{ id: pipeline.id, name }];
    });
  }
  return context.desired('pipeline').flatMap(({ name, folder }) =>
    context
      .allObserved('pipeline')
      .filter(
        candidate =>
          isSameName(candidate.name, name) &&
          isSameName(candidate.folder, folder),
      )
      .map(({ id }) => ({ id, name })),
  );
}

function without(
  names: readonly string[],
  removed: readonly string[],
): readonly string[] {
  return names.filter(
    name => !removed.some(candidate => isSameName(candidate, name)),
  );
}
