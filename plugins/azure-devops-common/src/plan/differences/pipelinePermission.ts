import { DesiredPipelinePermission } from '../../desiredState/desiredState';
import {
  ObservedPipeline,
  ObservedPipelinePermission,
} from '../../observed/observedState';
import { isSameName } from '../../names/resourceNames';
import {
  EnvironmentChange,
  PipelinePermissionChange,
  PlannedPipelinePermission,
  ResourceReference,
  VariableGroupChange,
} from '../plan';
import { compareFields } from './fieldChanges';

/** The permissions of one resource, as they are and as they should be. */
export interface PermissionDifference {
  readonly desired: DesiredPipelinePermission;
  /** `undefined` while the resource is not there. */
  readonly observed: ObservedPipelinePermission | undefined;
  /** The project's pipelines that exist. */
  readonly pipelines: readonly ObservedPipeline[];
  readonly parent: EnvironmentChange | VariableGroupChange;
}

/**
 * What has to happen to the permissions of one environment or variable group.
 *
 * Only the project's own pipelines are given or denied the use; those that
 * somebody else has permitted stay. Access for every pipeline is closed.
 */
export function diffPipelinePermission(
  options: PermissionDifference,
): PipelinePermissionChange {
  const { desired, observed, parent } = options;
  const { work, fields, hasPermissions } = compare(options);
  const base = {
    kind: 'pipeline-permission' as const,
    name: `${desired.resource.kind}/${desired.resource.name}`,
    dependsOn: findDependencies(desired, work),
    desired: work,
  };
  if (observed !== undefined && parent.action === 'conflict') {
    return {
      ...base,
      action: 'conflict',
      reason: 'its resource is not ours',
      remedy: parent.remedy,
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

function compare({ desired, observed, pipelines }: PermissionDifference) {
  const isOpen = observed?.isOpenToAllPipelines ?? false;
  const permitted = pipelines
    .filter(({ id }) => observed?.permittedPipelineIds.includes(id))
    .map(({ name }) => name);
  const work: PlannedPipelinePermission = {
    resource: desired.resource,
    grant: without(desired.pipelines, permitted),
    revoke: without(permitted, desired.pipelines),
    closeToOtherPipelines: isOpen,
  };
  const fields = compareFields({
    before: { pipelines: [...permitted].sort(), 'all pipelines': isOpen },
    after: { pipelines: [...desired.pipelines].sort(), 'all pipelines': false },
  });
  return { work, fields, hasPermissions: permitted.length > 0 || isOpen };
}

function findDependencies(
  desired: DesiredPipelinePermission,
  work: PlannedPipelinePermission,
): readonly ResourceReference[] {
  return [
    desired.resource,
    ...work.grant.map(name => ({ kind: 'pipeline' as const, name })),
  ];
}

function without(
  names: readonly string[],
  removed: readonly string[],
): readonly string[] {
  return names.filter(
    name => !removed.some(candidate => isSameName(candidate, name)),
  );
}
