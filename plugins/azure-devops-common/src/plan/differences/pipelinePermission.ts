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

/**
 * What has to happen to the permissions of one environment or variable group.
 *
 * Only the project's own pipelines are given or denied the use; those that
 * somebody else has permitted stay. Access for every pipeline is closed.
 */
export function diffPipelinePermission(options: {
  readonly desired: DesiredPipelinePermission;
  readonly observed: ObservedPipelinePermission | undefined;
  /** The project's pipelines that exist. */
  readonly pipelines: readonly ObservedPipeline[];
  readonly parent: EnvironmentChange | VariableGroupChange;
}): PipelinePermissionChange {
  const { desired, observed, pipelines, parent } = options;
  const permitted = pipelines
    .filter(({ id }) => observed?.permittedPipelineIds.includes(id))
    .map(({ name }) => name);
  const work: PlannedPipelinePermission = {
    resource: desired.resource,
    grant: without(desired.pipelines, permitted),
    revoke: without(permitted, desired.pipelines),
    closeToOtherPipelines: observed?.isOpenToAllPipelines ?? false,
  };
  const base = {
    kind: 'pipeline-permission' as const,
    name: `${desired.resource.kind}/${desired.resource.name}`,
    dependsOn: findDependencies(desired, work),
    desired: work,
  };
  const fields = compareFields({
    before: {
      pipelines: [...permitted].sort(),
      'all pipelines': observed?.isOpenToAllPipelines ?? false,
    },
    after: { pipelines: [...desired.pipelines].sort(), 'all pipelines': false },
  });
  if (observed === undefined) {
    return {
      ...base,
      action: 'create',
      reason: 'no pipeline may use the resource yet',
      fields,
    };
  }
  if (parent.action === 'conflict') {
    return {
      ...base,
      action: 'conflict',
      reason: 'its resource is not ours',
      remedy: parent.remedy,
      observed,
    };
  }
  if (fields.length === 0) {
    return {
      ...base,
      action: 'unchanged',
      reason: 'it is as configured',
      observed,
    };
  }
  return permitted.length === 0 && !work.closeToOtherPipelines
    ? {
        ...base,
        action: 'create',
        reason: 'none of the pipelines may use the resource yet',
        fields,
      }
    : {
        ...base,
        action: 'update',
        reason: 'it differs from the configuration',
        observed,
        fields,
      };
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
