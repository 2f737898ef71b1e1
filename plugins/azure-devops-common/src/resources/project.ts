import type { ResourceDefinition } from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** An Azure DevOps project that is created when it is missing. @public */
export interface DesiredProject {
  readonly name: string;
  readonly description: string;
  /** Name of the process template, such as Basic, Agile or Scrum; the organization's default when absent. */
  readonly process?: string;
}

/** An Azure DevOps project as it is. @public */
export interface ObservedProject extends ObservedResource {
  readonly description: string;
}

/**
 * Projects are created, never changed or removed: others work in them.
 *
 * @public
 */
export const projectDefinition: ResourceDefinition<'project'> = {
  kind: 'project',
  label: 'project',
  diff: (desired, observed) =>
    observed === undefined
      ? {
          kind: 'project',
          name: desired.name,
          dependsOn: [],
          desired,
          action: 'create',
          reason: 'it does not exist',
          fields: [
            {
              field: 'process',
              before: undefined,
              after: desired.process ?? 'the default of the organization',
            },
          ],
        }
      : {
          kind: 'project',
          name: desired.name,
          dependsOn: [],
          desired,
          action: 'unchanged',
          reason: 'it exists',
          observed,
        },
  isOurs: () => false,
};
