import type {
  ChangeOf,
  Desired,
  Observed,
  Planned,
  ResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ApplyContext, ObserveContext } from './provisioningContext';

/** A change that asks for a write of the resource itself. */
export type Writable<Kind extends ResourceKind> = Extract<
  ChangeOf<Kind>,
  { readonly action: 'create' | 'update' | 'replace' }
>;

/** A resource after it has been written. */
export interface AppliedResource {
  readonly id: string;
  /** The page on which people see and change it. */
  readonly url: string;
  /** What is left for people to do, if anything, in Markdown. */
  readonly followUp?: string;
}

/** Reads and writes one kind of resource. The decision what to write is the definition's. */
export interface ResourceProvider<Kind extends ResourceKind> {
  /**
   * What is there: the desired resources, and those of the owner that are not
   * desired, as far as the same calls tell or `context.everything` asks.
   * Reads only.
   */
  observe(
    context: ObserveContext,
    desired: readonly Desired<Kind>[],
  ): Promise<readonly Observed<Kind>[]>;

  /**
   * Begins what a change needs to know and no other change brings about, so
   * that it is known by the time that {@link ResourceProvider.apply} asks for
   * it, by the same `context.once`. Reads only. Its failure is left to apply.
   */
  prepare?(change: Writable<Kind>, context: ApplyContext): Promise<unknown>;

  /** Creates or changes a resource. */
  apply(
    change: Writable<Kind>,
    context: ApplyContext,
  ): Promise<AppliedResource>;

  /**
   * What is left for people to do, as {@link apply} says it, for a resource
   * whose creation got no answer and that is there.
   */
  followUp?(
    desired: Planned<Kind>,
    observed: Observed<Kind>,
    context: Pick<ApplyContext, 'client' | 'project'>,
  ): string | undefined;

  /** Removes a resource. One that is gone already is removed. */
  remove(observed: Observed<Kind>, context: ApplyContext): Promise<void>;
}
