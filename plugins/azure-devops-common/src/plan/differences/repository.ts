import { ObservedRepository } from '../../observed/observedState';
import { RepositoryChange } from '../plan';

/** Branch that keeps the pristine render of the template; its presence says that the repository is ours. @public */
export const TEMPLATE_BRANCH = 'template/azure-mlops-project';

const REASONS: Readonly<Record<ObservedRepository['content'], string>> = {
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
  readonly name: string;
  readonly observed: ObservedRepository | undefined;
  readonly adopt: boolean;
}): RepositoryChange {
  const { name, observed, adopt } = options;
  const base = {
    kind: 'git-repository' as const,
    name,
    dependsOn: [],
    desired: { name },
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
