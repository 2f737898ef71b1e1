import type { ResourceProvider } from '../ResourceProvider';
import {
  readBranchPolicySettings,
  writeBranchPolicySettings,
} from './branchPolicySettings';
import { observePolicies } from './observePolicies';
import { writePolicy } from './writePolicy';

/** Policies on pull requests into branches of the project's repository. */
export const branchPolicyProvider: ResourceProvider<'branch-policy'> = {
  async observe(context) {
    const { client, project } = context;
    const policies = await observePolicies(context);
    return policies.flatMap(({ configuration, repositoryId, branch }) => {
      const settings =
        branch === undefined
          ? undefined
          : readBranchPolicySettings(
              configuration.type.id,
              configuration.settings,
            );
      const id = String(configuration.id);
      return branch === undefined || settings === undefined
        ? []
        : [
            {
              id,
              // There may be several of one type: the id tells them apart.
              name: `${branch} ${settings.type} (policy ${id})`,
              repositoryId,
              branch,
              isEnabled: configuration.isEnabled,
              isBlocking: configuration.isBlocking,
              settings,
              url: client.webUrls.policies({ project, repositoryId, branch }),
            },
          ];
    });
  },

  async apply(change, context) {
    const { client, project, idOf, idOfIdentity } = context;
    const { repository, branch, isBlocking, settings } = change.desired;
    const repositoryId = idOf({ kind: 'git-repository', name: repository });
    const id = await writePolicy({
      context,
      id: change.action === 'create' ? undefined : change.observed.id,
      policy: {
        ...writeBranchPolicySettings(settings, {
          idOfPipeline: name => idOf({ kind: 'pipeline', name }),
          idOfIdentity,
        }),
        isBlocking,
        scope: [
          { repositoryId, refName: `refs/heads/${branch}`, matchKind: 'Exact' },
        ],
      },
    });
    return {
      id,
      url: client.webUrls.policies({ project, repositoryId, branch }),
    };
  },

  remove: ({ id }, { client, project }) =>
    client.policies.remove({ project, id }),
};
