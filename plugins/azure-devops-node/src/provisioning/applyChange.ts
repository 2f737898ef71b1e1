import {
  keyOfResource,
  type Plan,
  type ResourceChange,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ApplyContext } from './provisioningContext';
import { applyApprovalCheck } from './resources/approvalCheck';
import { applyEnvironment } from './resources/environment';
import { applyRepository } from './resources/gitRepository';
import { applyPipeline } from './resources/pipeline';
import {
  applyPipelinePermission,
  pageOf,
} from './resources/pipelinePermission';
import type { Writable } from './resources/resource';
import { applyVariableGroup } from './resources/variableGroup';

/** A resource that is as it should be already. */
type Unchanged = Extract<ResourceChange, { readonly action: 'unchanged' }>;

/** Whether carrying a change out means a call. */
export function isWritable(
  change: ResourceChange,
): change is Writable<ResourceChange> {
  return ['create', 'update', 'replace'].includes(change.action);
}

/** Carries out one change by the file of its kind. */
export function applyChange(
  change: Writable<ResourceChange>,
  context: ApplyContext,
): Promise<ResourceOutcome> {
  switch (change.kind) {
    case 'git-repository':
      return applyRepository(change, context);
    case 'pipeline':
      return applyPipeline(change, context);
    case 'environment':
      return applyEnvironment(change, context);
    case 'approval-check':
      return applyApprovalCheck(change, context);
    case 'variable-group':
      return applyVariableGroup(change, context);
    case 'pipeline-permission':
      return applyPipelinePermission(change, context);
    default:
      throw new Error(`No file applies ${String(change satisfies never)}`);
  }
}

/** What is reported for a resource that needs nothing. */
export function outcomeOfUnchanged(
  change: Unchanged,
  context: ApplyContext,
): ResourceOutcome {
  const { kind, name } = change;
  return { kind, name, outcome: 'unchanged', ...locate(change, context) };
}

function locate(
  change: Unchanged,
  { client, project, idOf }: ApplyContext,
): { readonly id: string; readonly url: string } {
  switch (change.kind) {
    case 'approval-check': {
      const { environment } = change.desired;
      const id = idOf({ kind: 'environment', name: environment });
      return {
        id: change.observed.id,
        url: client.webUrls.environment({ project: project.name, id }),
      };
    }
    case 'pipeline-permission': {
      const { resource } = change.desired;
      const id = idOf(resource);
      return {
        id,
        url: pageOf({ client, project: project.name, resource, id }),
      };
    }
    default:
      return { id: change.observed.id, url: change.observed.url };
  }
}

/** Ids of the resources that a plan has seen, by key. */
export function findKnownIds(plan: Plan): ReadonlyMap<string, string> {
  return new Map(
    plan.changes.flatMap(change =>
      'observed' in change && 'id' in change.observed
        ? [[keyOfResource(change), change.observed.id] as const]
        : [],
    ),
  );
}
