import { normalizeDescription, readMark } from '../ownership/ownershipMark';
import { decideMarkedResource, isMarkedOurs } from './markedResource';
import type { ResourceDefinition } from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** A deployment target, one per folder `environment_*`. @public */
export interface DesiredEnvironment {
  readonly name: string;
  readonly description: string;
}

/** An environment as it is. @public */
export interface ObservedEnvironment extends ObservedResource {
  readonly description: string;
}

/** Environments carry our mark. @public */
export const environmentDefinition: ResourceDefinition<'environment'> = {
  kind: 'environment',
  label: 'environment',
  diff: (desired, observed, context) =>
    decideMarkedResource({
      kind: 'environment',
      label: 'environment',
      name: desired.name,
      desired,
      observed,
      context,
      fieldsOfDesired: {
        description: normalizeDescription(desired.description),
      },
      fieldsOfObserved: environment => ({
        description: readMark(environment.description).text,
      }),
    }),
  isOurs: isMarkedOurs,
};
