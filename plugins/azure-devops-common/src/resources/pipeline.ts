import { isSameName } from '../names/resourceNames';
import { normalizeDescription, readMark } from '../ownership/ownershipMark';
import type { Fields } from '../plan/fieldChanges';
import { decideMarkedResource, isMarkedOurs } from './markedResource';
import type { ResourceDefinition } from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** A plain variable of a pipeline. @public */
export interface PipelineVariable {
  readonly value: string;
  /** Whoever starts a run may give another value. */
  readonly settableAtQueueTime: boolean;
}

/** A YAML pipeline of the project's repository. @public */
export interface DesiredPipeline {
  readonly name: string;
  /** Folder as Azure DevOps writes it: starts with a backslash. */
  readonly folder: string;
  /** Name of the Git repository that holds the YAML file. */
  readonly repository: string;
  /** Path of the YAML file from the root of the repository. */
  readonly yamlFile: string;
  readonly defaultBranch: string;
  readonly description: string;
  /** Agent queue for jobs whose YAML names no pool; the hosted one when absent. */
  readonly queue?: string;
  readonly variables: Readonly<Record<string, PipelineVariable>>;
}

/** A pipeline as it is. @public */
export interface ObservedPipeline extends ObservedResource {
  readonly folder: string;
  /** `undefined` for a classic pipeline, which has no YAML file. */
  readonly yamlFile: string | undefined;
  readonly repositoryId: string;
  readonly repositoryName: string;
  readonly defaultBranch: string;
  readonly description: string;
  readonly queue: string | undefined;
  /** Secret variables, which only people add, are left out. */
  readonly variables: Readonly<Record<string, PipelineVariable>>;
}

/** Pipelines are known by name and folder. @public */
export const pipelineDefinition: ResourceDefinition<'pipeline'> = {
  kind: 'pipeline',
  label: 'pipeline',
  matches: (desired, observed) =>
    isSameName(desired.name, observed.name) &&
    isSameName(desired.folder, observed.folder),
  diff(desired, observed, context) {
    const repositoryId = context.observed(
      'git-repository',
      desired.repository,
    )?.id;
    return decideMarkedResource({
      kind: 'pipeline',
      label: 'pipeline',
      name: desired.name,
      desired,
      observed,
      context,
      dependsOn: [
        { kind: 'git-repository', name: desired.repository },
        { kind: 'pipeline-folder', name: desired.folder },
      ],
      fieldsOfDesired: {
        description: normalizeDescription(desired.description),
        folder: desired.folder,
        'YAML file': desired.yamlFile,
        repository: desired.repository,
        'default branch': desired.defaultBranch,
        ...(desired.queue === undefined ? {} : { queue: desired.queue }),
        ...showVariables(desired.variables),
      },
      fieldsOfObserved: pipeline => ({
        description: readMark(pipeline.description).text,
        // Folders are found without case, so their spelling is no difference.
        folder: desired.folder,
        'YAML file': pipeline.yamlFile?.replace(/^\//, ''),
        // A repository that was deleted and made again keeps its name, not its id.
        repository:
          pipeline.repositoryId === repositoryId
            ? desired.repository
            : `${pipeline.repositoryName} (${pipeline.repositoryId})`,
        'default branch': pipeline.defaultBranch.replace(/^refs\/heads\//, ''),
        ...(desired.queue === undefined ? {} : { queue: pipeline.queue }),
        ...showVariables(pipeline.variables),
      }),
    });
  },
  isOurs: isMarkedOurs,
};

function showVariables(
  variables: Readonly<Record<string, PipelineVariable>>,
): Fields {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [
      `variable ${name}`,
      variable.settableAtQueueTime
        ? `${variable.value} (settable when a run is started)`
        : variable.value,
    ]),
  );
}
