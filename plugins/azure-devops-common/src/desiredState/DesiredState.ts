import type { PipelineReference } from '../pipelineReferences/PipelineReferences';
import type { DesiredProject } from '../resources/project';
import type { ResourceReference } from '../plan/change';
import type { Desired, ResourceKind } from '../resources/ResourceTypes';

/** The desired resources of each kind; a kind without an entry has none. @public */
export type DesiredResources = {
  readonly [Kind in ResourceKind]?: readonly Desired<Kind>[];
};

/**
 * What a machine-learning project should have in Azure DevOps, as its
 * repository says in `operation/configuration`. Names only: ids belong to what
 * was observed.
 *
 * @public
 */
export interface DesiredState {
  /** The machine-learning project's slug, from the configuration. */
  readonly slug: string;
  /** Name of the Git repository, which is half of the ownership mark. */
  readonly repository: string;
  /** How to create the Azure DevOps project when there is none; without it, that is an error. */
  readonly missingProject?: Omit<DesiredProject, 'name'>;
  readonly resources: DesiredResources;
  /** What pipelines use and the configuration does not define: somebody else has to permit it. */
  readonly unknownReferences?: readonly UnknownReference[];
  /** Set when these are single resources and not the whole of a project. */
  readonly part?: DesiredPart;
}

/** A resource that a pipeline's YAML uses and that is none of the configuration's. @public */
export interface UnknownReference extends PipelineReference {
  readonly pipeline: string;
}

/**
 * Makes a desired state one of single resources: what it does not name is
 * none of its business, so that nothing is left over or removed.
 *
 * @public
 */
export interface DesiredPart {
  /** What the resources hang on: found by name, never written. */
  readonly existing: readonly ResourceReference[];
}

/** The desired resources of one kind. @public */
export function desiredOf<Kind extends ResourceKind>(
  desired: DesiredState,
  kind: Kind,
): readonly Desired<Kind>[] {
  return desired.resources[kind] ?? [];
}
