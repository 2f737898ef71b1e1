import { Owner } from '../ownership/ownershipMark';
import { ObservedProject } from '../resources/project';
import type {
  PlannedAction,
  ResourceChange,
  ResourceReference,
} from './change';

/** Something of ours that the configuration does not name, and that stays. @public */
export interface Leftover extends ResourceReference {
  readonly url: string;
}

/**
 * The way from what is to what should be. Plain data: a dry run prints it,
 * apply carries out this very object.
 *
 * @public
 */
export interface Plan {
  /** Without id while the project is still to be created. */
  readonly project: Pick<ObservedProject, 'name'> & Partial<ObservedProject>;
  /** Whose mark the resources carry. */
  readonly owner: Owner;
  readonly changes: readonly ResourceChange[];
  /** What is ours, is not configured (any more), and is left alone. */
  readonly leftovers: readonly Leftover[];
}

/** The changes that say that a resource is not ours. @public */
export function findConflicts(
  plan: Pick<Plan, 'changes'>,
): readonly Extract<ResourceChange, { action: 'conflict' }>[] {
  return plan.changes.filter(
    (change): change is Extract<ResourceChange, { action: 'conflict' }> =>
      change.action === 'conflict',
  );
}

/** How many resources of a plan need which action. @public */
export function countActions(
  plan: Plan,
): Readonly<Record<PlannedAction, number>> {
  const count = (action: PlannedAction) =>
    plan.changes.filter(change => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    unchanged: count('unchanged'),
    conflict: count('conflict'),
  };
}

/** Whether carrying the plan out would write anything. @public */
export function needsWrites(plan: Plan): boolean {
  return plan.changes.some(
    ({ action }) => action !== 'unchanged' && action !== 'conflict',
  );
}
