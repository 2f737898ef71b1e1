import { writeMark } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { BuildFolder } from '../../client/areas/BuildFoldersApi';
import type { ResourceProvider } from '../ResourceProvider';
import { collect } from './collect';
import { isWanted } from './isWanted';

/** Folders of pipelines, which have a path in place of an id. */
export const pipelineFolderProvider: ResourceProvider<'pipeline-folder'> = {
  async observe(context, desired) {
    const { client, project, limit, everything } = context;
    const describe = ({ path, description }: BuildFolder) => ({
      id: path,
      name: path,
      description: description ?? '',
      url: client.webUrls.pipelines({ project, folder: path }),
    });
    if (everything) {
      const folders = await limit(() =>
        collect(client.buildFolders.list(project)),
      );
      return folders
        .map(describe)
        .filter(folder => isWanted(folder, desired, context));
    }
    const found = await Promise.all(
      desired.map(({ name: folder }) =>
        limit(() => client.buildFolders.find({ project, folder })),
      ),
    );
    return found.flatMap(folder =>
      folder === undefined ? [] : [describe(folder)],
    );
  },

  async apply(change, { client, project, owner }) {
    const folder = change.desired.name;
    const settings = {
      project,
      folder,
      description: writeMark({ text: change.desired.description, owner }),
    };
    await (change.action === 'create'
      ? client.buildFolders.create(settings)
      : client.buildFolders.update(settings));
    return { id: folder, url: client.webUrls.pipelines({ project, folder }) };
  },

  /** Azure DevOps removes what is in a folder with it, so one that others use stays. */
  async remove({ id: folder }, { client, project }) {
    const rest = await collect(
      client.buildDefinitions.list({ project, folder }),
    );
    if (rest.length === 0) {
      await client.buildFolders.remove({ project, folder });
    }
  },
};
