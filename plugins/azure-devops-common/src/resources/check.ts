import { isSameName } from '../names/resourceNames';
import type { Change } from '../plan/change';
import type { Fields } from '../plan/fieldChanges';
import { decideChange } from './decideChange';
import {
  CheckedResource,
  findConflictOf,
  isKept,
  isReplaced,
} from './protectedResource';
import type { DifferenceContext } from './ResourceDefinition';
import type { ObservedResource, Planned, Observed } from './ResourceTypes';

/** The kinds of checks. */
export const CHECK_KINDS = [
  'approval-check',
  'branch-control-check',
  'exclusive-lock-check',
  'business-hours-check',
  'required-template-check',
] as const;

/** The kinds of checks. @public */
export type CheckKind = (typeof CHECK_KINDS)[number];

/** What a check protects, and under which name a plan has it. @public */
export interface DesiredCheck {
  /** `<kind of the resource>/<its name>` */
  readonly name: string;
  readonly resource: CheckedResource;
}

/** A check as it is. @public */
export interface ObservedCheck extends ObservedResource {
  readonly resource: CheckedResource;
}

/** Longest time that a run waits for a check: 30 days, in minutes. @public */
export const MAXIMUM_CHECK_TIMEOUT_MINUTES = 43_200;

/**
 * Decides about a check. It has no description to carry a mark: it belongs to
 * whom its resource belongs to.
 */
export function decideCheck<Kind extends CheckKind>(options: {
  readonly kind: Kind;
  readonly desired: Planned<Kind> & DesiredCheck;
  readonly observed: (Observed<Kind> & ObservedCheck) | undefined;
  readonly context: DifferenceContext;
  readonly fieldsOfDesired: Fields;
  readonly fieldsOfObserved: (observed: Observed<Kind>) => Fields;
  readonly dependsOn?: Change<Kind>['dependsOn'];
}) {
  const { kind, desired, observed, context } = options;
  const dependsOn = [desired.resource, ...(options.dependsOn ?? [])];
  const conflict = findConflictOf(desired.resource, context);
  if (observed !== undefined && conflict !== undefined) {
    return {
      kind,
      name: desired.name,
      dependsOn,
      desired,
      action: 'conflict' as const,
      reason: `its ${desired.resource.kind.replace('-', ' ')} is not ours`,
      remedy: conflict.remedy,
      observed,
    };
  }
  if (isReplaced(desired.resource, context)) {
    // The check that is there goes with the old resource.
    return {
      ...decideChange({
        ...options,
        name: desired.name,
        dependsOn,
        observed: undefined,
      }),
      reason: `its ${desired.resource.kind.replace('-', ' ')} is replaced`,
    };
  }
  return decideChange({ ...options, name: desired.name, dependsOn });
}

/** A check goes with its resource: only one on a resource that stays is ours to remove. */
export function isCheckOurs(
  { resource }: ObservedCheck,
  context: DifferenceContext,
): boolean {
  return isKept(resource, context);
}

/** Whether two checks protect the same resource. */
export function isSameResource(
  left: CheckedResource,
  right: CheckedResource,
): boolean {
  return left.kind === right.kind && isSameName(left.name, right.name);
}
