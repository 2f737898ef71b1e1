import { normalizeDescription, readMark } from '../ownership/ownershipMark';
import { decideChange } from './decideChange';
import { isMarkedOurs } from './markedResource';
import type { ResourceDefinition } from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** A folder of pipelines. @public */
export interface DesiredPipelineFolder {
  /** As Azure DevOps writes it: starts with a backslash. */
  readonly name: string;
  readonly description: string;
}

/** A folder of pipelines as it is. @public */
export interface ObservedPipelineFolder extends ObservedResource {
  readonly description: string;
}

/**
 * Several projects may share a folder, so one that is not ours is used as it
 * is: never a conflict, never changed.
 *
 * @public
 */
export const pipelineFolderDefinition: ResourceDefinition<'pipeline-folder'> = {
  kind: 'pipeline-folder',
  label: 'pipeline folder',
  diff(desired, observed, context) {
    const isForeign =
      observed !== undefined &&
      // Whoever wants a single pipeline has no say about the folder around it.
      (context.part !== undefined || !isMarkedOurs(observed, context));
    return decideChange({
      kind: 'pipeline-folder',
      name: desired.name,
      desired,
      observed,
      fieldsOfDesired: {
        description: isForeign
          ? normalizeDescription(observed.description)
          : normalizeDescription(desired.description),
      },
      fieldsOfObserved: folder => ({
        description: isForeign
          ? normalizeDescription(folder.description)
          : readMark(folder.description).text,
      }),
    });
  },
  isOurs: isMarkedOurs,
};
