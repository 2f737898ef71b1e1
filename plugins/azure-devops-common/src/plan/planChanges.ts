import { DesiredPipeline, DesiredState } from '../desiredState/desiredState';
import { isSameName } from '../names/resourceNames';
import {
  ObservedApprover,
  ObservedPipeline,
  ObservedState,
} from '../observed/observedState';
import { diffApprovalCheck } from './differences/approvalCheck';
import { diffEnvironment } from './differences/environment';
import { diffPipeline } from './differences/pipeline';
import { diffPipelinePermission } from './differences/pipelinePermission';
import { diffRepository } from './differences/repository';
import { diffVariableGroup } from './differences/variableGroup';
import {
  ApprovalCheckChange,
  EnvironmentChange,
  PipelinePermissionChange,
  Plan,
  VariableGroupChange,
} from './plan';

interface PlanOptions {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  readonly adopt?: boolean;
}

/**
 * The difference between what should be and what is.
 *
 * @throws Error when the observed state lacks an approver: whoever observes
 * has to report that before, with the file that names the person.
 * @public
 */
export function planChanges(options: PlanOptions): Plan {
  const { desired, observed, adopt = false } = options;
  const policy = {
    owner: { project: observed.project.name, repository: desired.repository },
    adopt,
  };
  const environments = desired.environments.map(environment =>
    diffEnvironment({
      desired: environment,
      observed: findByName(observed.environments, environment.name),
      policy,
    }),
  );
  const variableGroups = desired.variableGroups.map(group =>
    diffVariableGroup({
      desired: group,
      observed: findByName(observed.variableGroups, group.name),
      policy,
    }),
  );
  return {
    project: observed.project,
    owner: policy.owner,
    changes: [
      diffRepository({
        name: desired.repository,
        observed: observed.repository,
        adopt,
      }),
      ...desired.pipelines.map(pipeline =>
        diffPipeline({
          desired: { ...pipeline, repository: desired.repository },
          observed: findPipeline(observed, pipeline),
          repositoryId: observed.repository?.id,
          policy,
        }),
      ),
      ...environments,
      ...variableGroups,
      ...planApprovals(options, environments),
      ...planPermissions(options, [...environments, ...variableGroups]),
    ],
  };
}

function planApprovals(
  { desired, observed }: PlanOptions,
  environments: readonly EnvironmentChange[],
): readonly ApprovalCheckChange[] {
  return desired.approvalChecks.map(check =>
    diffApprovalCheck({
      desired: {
        ...check,
        approvers: check.approvers.map(name => findApprover(observed, name)),
      },
      observed: observed.approvalChecks.find(({ environment }) =>
        isSameName(environment, check.environment),
      ),
      environment: findParent(environments, {
        kind: 'environment',
        name: check.environment,
      }),
    }),
  );
}

function planPermissions(
  { desired, observed }: PlanOptions,
  parents: readonly (EnvironmentChange | VariableGroupChange)[],
): readonly PipelinePermissionChange[] {
  // By our own spelling of their names: Azure DevOps finds them without case.
  const ours = desired.pipelines.flatMap(pipeline => {
    const found = findPipeline(observed, pipeline);
    return found === undefined ? [] : [{ ...found, name: pipeline.name }];
  });
  return desired.pipelinePermissions
    .map(permission => ({
      permission,
      current: observed.pipelinePermissions.find(
        ({ resource }) =>
          resource.kind === permission.resource.kind &&
          isSameName(resource.name, permission.resource.name),
      ),
    }))
    .filter(
      // Nothing to permit on something that is still to be made: no resource.
      ({ permission, current }) =>
        permission.pipelines.length > 0 || current !== undefined,
    )
    .map(({ permission, current }) =>
      diffPipelinePermission({
        desired: permission,
        observed: current,
        pipelines: ours,
        parent: findParent(parents, permission.resource),
      }),
    );
}

function findPipeline(
  observed: ObservedState,
  { name, folder }: DesiredPipeline,
): ObservedPipeline | undefined {
  return observed.pipelines.find(
    candidate =>
      isSameName(candidate.name, name) && isSameName(candidate.folder, folder),
  );
}

function findByName<Named extends { readonly name: string }>(
  candidates: readonly Named[],
  name: string,
): Named | undefined {
  return candidates.find(candidate => isSameName(candidate.name, name));
}

function findApprover(
  observed: ObservedState,
  uniqueName: string,
): ObservedApprover {
  const approver = observed.approvers.find(candidate =>
    isSameName(candidate.uniqueName, uniqueName),
  );
  if (approver === undefined) {
    throw new Error(`The approver ${uniqueName} has not been looked up`);
  }
  return approver;
}

function findParent<Parent extends EnvironmentChange | VariableGroupChange>(
  parents: readonly Parent[],
  resource: { readonly kind: Parent['kind']; readonly name: string },
): Parent {
  const parent = parents.find(
    candidate =>
      candidate.kind === resource.kind &&
      isSameName(candidate.name, resource.name),
  );
  if (parent === undefined) {
    throw new Error(
      `The desired state protects the ${resource.kind} ${resource.name}, which it does not have`,
    );
  }
  return parent;
}
