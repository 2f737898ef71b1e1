import type { RepositoryPolicySettings } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ResourceProvider } from '../ResourceProvider';
import { observePolicies } from './observePolicies';
import { numberOf, textsOf, type WireSettings } from './policySettings';
import { writePolicy } from './writePolicy';

const BYTES_OF_A_MEGABYTE = 1024 * 1024;

/** The same in every organization. */
const TYPE_IDS: Readonly<Record<RepositoryPolicySettings['type'], string>> = {
  'maximum-file-size': '2e26e725-8201-4edd-8bf5-978563c34a80',
  'maximum-path-length': '001a79cf-fda1-4c4e-9e7c-bac40ee5ead8',
  'reserved-names': 'db2b9b4c-180d-4529-9701-01541d19f36b',
  'author-email': '77ed4bd3-b063-4689-934a-175e4d0a78d7',
};

/** Policies on pushes to the project's repository. */
export const repositoryPolicyProvider: ResourceProvider<'repository-policy'> = {
  async observe(context) {
    const { client, project } = context;
    const policies = await observePolicies(context);
    return policies.flatMap(({ configuration, repositoryId, branch }) => {
      const settings =
        branch === undefined
          ? readSettings(configuration.type.id, configuration.settings)
          : undefined;
      const id = String(configuration.id);
      return settings === undefined
        ? []
        : [
            {
              id,
              // There may be several of one type: the id tells them apart.
              name: `${settings.type} (policy ${id})`,
              repositoryId,
              isEnabled: configuration.isEnabled,
              isBlocking: configuration.isBlocking,
              settings,
              url: client.webUrls.policies({ project, repositoryId }),
            },
          ];
    });
  },

  async apply(change, context) {
    const { client, project, idOf } = context;
    const { repository, settings } = change.desired;
    const repositoryId = idOf({ kind: 'git-repository', name: repository });
    const id = await writePolicy({
      context,
      id: change.action === 'create' ? undefined : change.observed.id,
      policy: {
        typeId: TYPE_IDS[settings.type],
        isBlocking: true,
        settings: writeSettings(settings, change.action === 'create'),
        scope: [{ repositoryId }],
      },
    });
    return { id, url: client.webUrls.policies({ project, repositoryId }) };
  },

  remove: ({ id }, { client, project }) =>
    client.policies.remove({ project, id }),
};

function readSettings(
  typeId: string,
  settings: WireSettings,
): RepositoryPolicySettings | undefined {
  switch (typeId.toLowerCase()) {
    case TYPE_IDS['maximum-file-size']:
      return {
        type: 'maximum-file-size',
        megabytes:
          numberOf(settings, 'maximumGitBlobSizeInBytes', 0) /
          BYTES_OF_A_MEGABYTE,
      };
    case TYPE_IDS['maximum-path-length']:
      return {
        type: 'maximum-path-length',
        characters: numberOf(settings, 'maxPathLength', 0),
      };
    case TYPE_IDS['reserved-names']:
      return { type: 'reserved-names' };
    case TYPE_IDS['author-email']:
      return {
        type: 'author-email',
        patterns: textsOf(settings, 'authorEmailPatterns'),
      };
    default:
      return undefined;
  }
}

function writeSettings(
  settings: RepositoryPolicySettings,
  isNew: boolean,
): WireSettings {
  switch (settings.type) {
    case 'maximum-file-size':
      return {
        maximumGitBlobSizeInBytes: settings.megabytes * BYTES_OF_A_MEGABYTE,
        // People think of the size of a file as it is in their folder.
        ...(isNew ? { useUncompressedSize: true } : {}),
      };
    case 'maximum-path-length':
      return { maxPathLength: settings.characters };
    case 'author-email':
      return { authorEmailPatterns: settings.patterns };
    case 'reserved-names':
      return {};
    default:
      throw new Error(
        `No settings of a policy ${String(settings satisfies never)}`,
      );
  }
}
