import type { Change } from '../plan/change';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** Branch that keeps the pristine render of the template; its presence says that the repository is ours. @public */
export const TEMPLATE_BRANCH = 'template/azure-mlops-project';

/** The Git repository of the project. @public */
export interface DesiredGitRepository {
  readonly name: string;
}

/** Says whose content a Git repository has. @public */
export type RepositoryContent =
  /** No branch at all: nothing to lose. */
  | 'empty'
  /** Carries the branch of pristine renders, so a template of ours filled it. */
  | 'from-template'
  | 'foreign';

/** A Git repository as it is. @public */
export interface ObservedGitRepository extends ObservedResource {
  readonly remoteUrl: string;
  readonly defaultBranch: string | undefined;
  readonly isDisabled: boolean;
  readonly content: RepositoryContent;
}

const REASONS: Readonly<Record<RepositoryContent, string>> = {
  empty: 'it exists and is empty',
  'from-template': 'it exists and comes from this template',
  foreign: 'it exists and is taken over',
};

/**
 * What has to happen to the Git repository.
 *
 * A repository has no description to carry a mark. An empty one is ours to
 * fill, one with the template's branch was filled by us, anything else is
 * somebody's work.
 *
 * @public
 */
export function diffRepository(options: {
  readonly desired: DesiredGitRepository;
  readonly observed: ObservedGitRepository | undefined;
  readonly adopt: boolean;
}): Change<'git-repository'> {
  const { desired, observed, adopt } = options;
  const base = {
    kind: 'git-repository' as const,
    name: desired.name,
    dependsOn: [],
    desired,
  };
  if (observed === undefined) {
    return {
      ...base,
      action: 'create',
      reason: 'it does not exist',
      fields: [],
    };
  }
  if (observed.isDisabled) {
    return {
      ...base,
      action: 'conflict',
      reason: 'a Git repository of this name exists and is disabled',
      remedy: 'Enable it in the project settings, or choose another name.',
      observed,
    };
  }
  if (observed.content === 'foreign' && !adopt) {
    return {
      ...base,
      action: 'conflict',
      reason: `a Git repository of this name exists, and its branches do not come from this template`,
      remedy: 'Choose another name, or run with adopt: true to use it.',
      observed,
    };
  }
  return {
    ...base,
    action: 'unchanged',
    reason: REASONS[observed.content],
    observed,
  };
}

/** The repository; it is removed only when a teardown names it. @public */
export const gitRepositoryDefinition: ResourceDefinition<'git-repository'> = {
  kind: 'git-repository',
  label: 'Git repository',
  diff: (desired, observed, { adopt }: DifferenceContext) =>
    diffRepository({ desired, observed, adopt }),
  isOurs: ({ name, content }, { owner }) =>
    content === 'from-template' &&
    name.toLowerCase() === owner.repository.toLowerCase(),
};
