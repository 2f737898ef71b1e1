import {
  folderExists,
  folderInvalid,
  folderUnknown,
} from '../../errors/buildErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { removeArtifactFiles } from '../../runs/removeRun';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { folderWire } from '../../wire/buildWire';
import { putDefinition } from './definitions';
import { ensureFolder, folderId, isInFolder, normalFolder } from './folders';
import { removeDefinitions } from './removeDefinitions';

function pathOf(request: ApiRequest): string {
  return normalFolder(request.query('path') ?? request.parameter('path'));
}

function listFolders(request: ApiRequest) {
  const { project, store } = request;
  const path = pathOf(request);
  ensureFolder(request, '\\');
  const below = path === '\\' ? '\\' : `${path}\\`.toLowerCase();
  const folders = store
    .list('folder', project.id)
    .filter(
      folder =>
        folder.path.toLowerCase() === path.toLowerCase() ||
        folder.path.toLowerCase().startsWith(below),
    );
  return list(
    [...folders]
      .sort((left, right) => left.path.localeCompare(right.path))
      .map(folder => folderWire(request, folder)),
  );
}

function create(request: ApiRequest) {
  const path = pathOf(request);
  const description = request.hasBody()
    ? text(request.objectBody(), 'description')
    : undefined;
  return request.store.transaction(() => {
    if (
      path !== '\\' &&
      request.store.get('folder', folderId(request.project, path))
    ) {
      throw folderExists(path);
    }
    return json(folderWire(request, ensureFolder(request, path, description)));
  });
}

/** Renames a folder, with everything in it, or changes its description. */
function update(request: ApiRequest) {
  const { project, store } = request;
  const from = pathOf(request);
  const to = normalFolder(text(request.objectBody(), 'path') ?? from);
  return store.transaction(() => {
    const folder = store.get('folder', folderId(project, from));
    if (!folder || from === '\\') {
      throw folderUnknown(from);
    }
    if (
      to.toLowerCase() !== from.toLowerCase() &&
      store.get('folder', folderId(project, to))
    ) {
      throw folderExists(to);
    }
    const below = store
      .list('folder', project.id)
      .filter(({ id, path }) => id !== folder.id && isInFolder(path, from));
    for (const other of below) {
      const path = `${to}${other.path.slice(from.length)}`;
      store.remove('folder', other.id);
      store.put(
        'folder',
        { ...other, id: folderId(project, path), path },
        { scope: project.id },
      );
    }
    for (const definition of store.list('definition', project.id)) {
      if (isInFolder(definition.path, from)) {
        putDefinition(store, {
          ...definition,
          path: `${to}${definition.path.slice(from.length)}`,
        });
      }
    }
    store.remove('folder', folder.id);
    ensureFolder(request, to);
    const changed = {
      ...folder,
      id: folderId(project, to),
      path: to,
      description:
        text(request.objectBody(), 'description') ?? folder.description ?? '',
      lastChangedDate: request.timestamp,
      lastChangedBy: request.user.id,
    };
    store.put('folder', changed, { scope: project.id });
    return json(folderWire(request, changed));
  });
}

async function remove(request: ApiRequest) {
  const { environment, project, store } = request;
  const path = pathOf(request);
  if (path === '\\') {
    throw folderInvalid('The root folder cannot be deleted.');
  }
  if (!store.get('folder', folderId(project, path))) {
    throw folderUnknown(path);
  }
  const definitions = store
    .list('definition', project.id)
    .filter(definition => isInFolder(definition.path, path));
  const builds = store.transaction(() => {
    store
      .list('folder', project.id)
      .filter(folder => isInFolder(folder.path, path))
      .forEach(folder => store.remove('folder', folder.id));
    return removeDefinitions(environment, project, definitions);
  });
  await removeArtifactFiles(environment, builds);
  return noContent();
}

const folders = '{project}/_apis/build/folders[/{*path}]';

/** Folders in which pipelines are kept. */
export const folderRoutes: readonly Route[] = [
  { method: 'GET', path: folders, preview: true, handle: listFolders },
  { method: 'PUT', path: folders, preview: true, handle: create },
  { method: 'POST', path: folders, preview: true, handle: update },
  { method: 'DELETE', path: folders, preview: true, handle: remove },
];
