import type {
  Observed,
  Planned,
  ResourceKind,
} from '../resources/ResourceTypes';

/** Addresses a resource within one plan. @public */
export interface ResourceReference {
  readonly kind: ResourceKind;
  /** Unique within its kind. */
  readonly name: string;
}

/** A value of a field as a plan shows it; never a secret. @public */
export type FieldValue =
  | string
  | number
  | boolean
  | readonly string[]
  | undefined;

/** One field that differs, or that a new resource gets. @public */
export interface FieldChange {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

interface ChangeBase<Kind extends ResourceKind> {
  readonly kind: Kind;
  readonly name: string;
  /** Why this is the action, as a clause for people. */
  readonly reason: string;
  /** Resources whose own change has to be carried out first. */
  readonly dependsOn: readonly ResourceReference[];
}

/**
 * What has to happen to one resource of a kind.
 *
 * `conflict` means that a resource of this name exists which is not ours:
 * nothing is written while a plan holds one.
 *
 * @public
 */
export type Change<Kind extends ResourceKind> = ChangeBase<Kind> &
  (
    | {
        readonly action: 'create';
        readonly desired: Planned<Kind>;
        readonly fields: readonly FieldChange[];
      }
    | {
        readonly action: 'update' | 'replace';
        readonly desired: Planned<Kind>;
        readonly observed: Observed<Kind>;
        readonly fields: readonly FieldChange[];
      }
    | { readonly action: 'delete'; readonly observed: Observed<Kind> }
    | {
        readonly action: 'unchanged';
        /** Absent for what others hang on, which is used as it is. */
        readonly desired?: Planned<Kind>;
        readonly observed: Observed<Kind>;
      }
    | {
        readonly action: 'conflict';
        /** Absent for what others hang on, which is used as it is. */
        readonly desired?: Planned<Kind>;
        readonly observed: Observed<Kind>;
        readonly remedy: string;
      }
  );

/** What has to happen to one resource of one of some kinds. @public */
export type ChangeOf<Kind extends ResourceKind> = {
  readonly [Each in Kind]: Change<Each>;
}[Kind];

/** What has to happen to one resource, of whatever kind. @public */
export type ResourceChange = ChangeOf<ResourceKind>;

/** What a plan can want of a resource. @public */
export type PlannedAction = ResourceChange['action'];

/** Key of a resource in maps, unique within one plan. @public */
export function keyOfResource(resource: ResourceReference): string {
  return `${resource.kind}/${resource.name.toLowerCase()}`;
}
