import type { Fields } from '../plan/fieldChanges';
import { decideChange } from './decideChange';
import type { ResourceDefinition } from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** What a push to a repository has to meet. @public */
export type RepositoryPolicySettings =
  | { readonly type: 'maximum-file-size'; readonly megabytes: number }
  | { readonly type: 'maximum-path-length'; readonly characters: number }
  /** Names that Windows cannot have, such as `aux` or `con`. */
  | { readonly type: 'reserved-names' }
  | {
      readonly type: 'author-email';
      /** Such as `*@contoso.com`, in the order in which they are applied. */
      readonly patterns: readonly string[];
    };

/** The kinds of repository policies. @public */
export type RepositoryPolicyType = RepositoryPolicySettings['type'];

/** A policy on pushes to the repository. @public */
export interface DesiredRepositoryPolicy {
  /** The type: a repository has one of each. */
  readonly name: RepositoryPolicyType;
  readonly repository: string;
  readonly settings: RepositoryPolicySettings;
}

/** A repository policy as it is. @public */
export interface ObservedRepositoryPolicy extends ObservedResource {
  readonly repositoryId: string;
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
  readonly settings: RepositoryPolicySettings;
}

/** A policy of the same type on our repository is the configured one. @public */
export const repositoryPolicyDefinition: ResourceDefinition<'repository-policy'> =
  {
    kind: 'repository-policy',
    label: 'repository policy',
    diff(desired, _observed, context) {
      const repositoryId = context.observed(
        'git-repository',
        desired.repository,
      )?.id;
      const observed = context
        .allObserved('repository-policy')
        .find(
          policy =>
            policy.repositoryId === repositoryId &&
            policy.settings.type === desired.settings.type,
        );
      return decideChange({
        kind: 'repository-policy',
        name: desired.name,
        desired,
        observed,
        dependsOn: [{ kind: 'git-repository', name: desired.repository }],
        fieldsOfDesired: {
          enabled: true,
          blocking: true,
          ...showSettings(desired.settings),
        },
        fieldsOfObserved: policy => ({
          enabled: policy.isEnabled,
          blocking: policy.isBlocking,
          ...showSettings(policy.settings),
        }),
      });
    },
    isOurs: ({ repositoryId }, context) => {
      const repository = context.observed(
        'git-repository',
        context.owner.repository,
      );
      // A repository that we took over may have policies that were there before us.
      return (
        repository?.id === repositoryId && repository.content !== 'foreign'
      );
    },
  };

function showSettings(settings: RepositoryPolicySettings): Fields {
  switch (settings.type) {
    case 'maximum-file-size':
      return { 'maximum file size in MB': settings.megabytes };
    case 'maximum-path-length':
      return { 'maximum path length': settings.characters };
    case 'author-email':
      return { 'author e-mail patterns': settings.patterns };
    case 'reserved-names':
      return {};
    default:
      throw new Error(
        `No fields of a policy ${String(settings satisfies never)}`,
      );
  }
}
