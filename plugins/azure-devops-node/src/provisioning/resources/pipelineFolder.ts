import {
  isOwnedBy,
  isSameName,
  readMark,
  writeMark,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { ConflictError } from '@backstage/errors';
import type { BuildDefinition } from '../../client/areas/BuildDefinitionsApi';
import type { BuildFolder } from '../../client/areas/BuildFoldersApi';
import type { ObserveContext } from '../provisioningContext';
import type { ResourceProvider } from '../ResourceProvider';
import { collect } from './collect';
import { isWanted } from './isWanted';
import { listAllPipelines } from './pipeline';

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
      const [folders, pipelines] = await Promise.all([
        limit(() => collect(client.buildFolders.list(project))),
        listAllPipelines(context),
      ]);
      return folders
        .map(describe)
        .filter(
          folder =>
            isNamed(folder, desired, context) ||
            (isWanted(folder, [], context) &&
              !isShared(folder.name, { folders, pipelines, context })),
        );
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

  /** Azure DevOps removes what is in a folder with it, so one that has filled up meanwhile stays. */
  async remove({ id: folder }, { client, project }) {
    const [pipelines, folders] = await Promise.all([
      collect(client.buildDefinitions.list({ project, folder })),
      collect(client.buildFolders.list(project)),
    ]);
    const rest = [
      ...pipelines.map(({ name }) => name),
      ...folders.map(({ path }) => path).filter(path => isBelow(path, folder)),
    ];
    if (rest.length > 0) {
      throw new ConflictError(
        `The pipeline folder ${folder} was not removed, because it is not empty: it holds ${rest.join(
          ', ',
        )}. Move or delete these, and run again.`,
      );
    }
    await client.buildFolders.remove({ project, folder });
  },
};

function isNamed(
  { name }: { readonly name: string },
  desired: readonly { readonly name: string }[],
  { existing = [] }: Pick<ObserveContext, 'existing'>,
): boolean {
  return [...desired.map(wanted => wanted.name), ...existing].some(wanted =>
    isSameName(wanted, name),
  );
}

/** Whether others have put something into a folder: then it is in use, not left over. */
function isShared(
  folder: string,
  all: {
    readonly folders: readonly BuildFolder[];
    readonly pipelines: readonly BuildDefinition[];
    readonly context: Pick<ObserveContext, 'owner'>;
  },
): boolean {
  const isTheirs = ({
    description,
  }: {
    readonly description?: string | null;
  }) => !isOwnedBy(readMark(description ?? undefined).owner, all.context.owner);
  return (
    all.pipelines.some(
      pipeline =>
        (isSameName(pipeline.path, folder) || isBelow(pipeline.path, folder)) &&
        isTheirs(pipeline),
    ) ||
    all.folders.some(other => isBelow(other.path, folder) && isTheirs(other))
  );
}

function isBelow(path: string, folder: string): boolean {
  return path.toLowerCase().startsWith(`${folder.toLowerCase()}\\`);
}
