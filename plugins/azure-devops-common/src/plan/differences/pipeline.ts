import { ObservedPipeline } from '../../observed/observedState';
import { normalizeDescription, readMark } from '../../ownership/ownershipMark';
import { PipelineChange, PlannedPipeline } from '../plan';
import { decideMarkedResource, OwnershipPolicy } from './markedResource';

/** What has to happen to one pipeline. */
export function diffPipeline(options: {
  readonly desired: PlannedPipeline;
  readonly observed: ObservedPipeline | undefined;
  /** `undefined` when the repository is still to be created. */
  readonly repositoryId: string | undefined;
  readonly policy: OwnershipPolicy;
}): PipelineChange {
  const { desired, repositoryId } = options;
  return decideMarkedResource({
    ...options,
    kind: 'pipeline',
    dependsOn: [{ kind: 'git-repository', name: desired.repository }],
    fieldsOfDesired: {
      description: normalizeDescription(desired.description),
      folder: desired.folder,
      'YAML file': desired.yamlFile,
      repository: desired.repository,
      'default branch': desired.defaultBranch,
    },
    fieldsOfObserved: observed => ({
      description: readMark(observed.description).text,
      // Folders are found without case, so their spelling is no difference.
      folder: desired.folder,
      'YAML file': observed.yamlFile?.replace(/^\//, ''),
      // A repository that was deleted and made again keeps its name, not its id.
      repository:
        observed.repositoryId === repositoryId
          ? desired.repository
          : `${observed.repositoryName} (${observed.repositoryId})`,
      'default branch': observed.defaultBranch.replace(/^refs\/heads\//, ''),
    }),
  });
}
