import type { ResourceReference } from '../plan/change';
import type { DifferenceContext } from './ResourceDefinition';

/** A resource that checks can protect. @public */
export interface CheckedResource {
  readonly kind: 'environment' | 'service-connection' | 'variable-group';
  readonly name: string;
}

/** A resource that pipelines need a permission for. @public */
export type ProtectedResource =
  | CheckedResource
  | { readonly kind: 'agent-queue'; readonly name: string };

/** A protected resource as the name of what hangs on it. @public */
export function nameProtectedResource({
  kind,
  name,
}: ProtectedResource): string {
  return `${kind}/${name}`;
}

/** What a plan does to the resource itself, when that is in the way of what hangs on it. */
export function findConflictOf(
  resource: ResourceReference,
  context: DifferenceContext,
): { readonly remedy: string } | undefined {
  const change = context.changeOf(resource);
  return change?.action === 'conflict' ? change : undefined;
}

/** Whether a resource is one that the plan wants and that is ours. */
export function isKept(
  resource: ResourceReference,
  context: DifferenceContext,
): boolean {
  const action = context.changeOf(resource)?.action;
  return action === 'unchanged' || action === 'update';
}

/** Whether a resource makes room for a new one of its name, so that what hangs on it goes with it. */
export function isReplaced(
  resource: ResourceReference,
  context: DifferenceContext,
): boolean {
  return context.changeOf(resource)?.action === 'replace';
}
