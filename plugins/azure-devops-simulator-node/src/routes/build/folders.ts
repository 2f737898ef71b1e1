import { folderInvalid } from '../../errors/buildErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { FolderRecord, ProjectRecord } from '../../store/records';

const forbidden = '<>:"|?*';

/** Folders of pipelines are written with backslashes, starting with one. */
export function normalFolder(path: string | undefined): string {
  const parts = (path ?? '').split(/[\\/]+/).filter(Boolean);
  const illegal = parts.find(
    part =>
      [...forbidden].some(character => part.includes(character)) ||
      part.length > 248,
  );
  if (illegal !== undefined) {
    throw folderInvalid(
      `The folder name '${illegal}' cannot be used: none of ${[
        ...forbidden,
      ].join(' ')} is allowed, nor more than 248 characters.`,
    );
  }
  return `\\${parts.join('\\')}`;
}

export function folderId(project: ProjectRecord, path: string): string {
  return `${project.id}:${path}`;
}

/** Whether a path is a folder or below it; without regard to case, as everywhere. */
export function isInFolder(path: string, folder: string): boolean {
  const lower = path.toLowerCase();
  const top = folder.toLowerCase();
  return lower === top || lower.startsWith(`${top}\\`);
}

/** Adds a folder and those above it, as far as they are missing. */
export function ensureFolder(
  request: ApiRequest,
  path: string,
  description?: string,
): FolderRecord {
  const { project, store } = request;
  const parts = path.split('\\').filter(Boolean);
  let folder: FolderRecord | undefined;
  for (let depth = 0; depth <= parts.length; depth++) {
    const current = `\\${parts.slice(0, depth).join('\\')}`;
    folder = store.get('folder', folderId(project, current));
    if (!folder) {
      folder = {
        id: folderId(project, current),
        projectId: project.id,
        path: current,
        ...(depth === parts.length &&
          description !== undefined && { description }),
        createdOn: request.timestamp,
        createdBy: request.user.id,
      };
      store.put('folder', folder, { scope: project.id });
    }
  }
  if (!folder) {
    throw folderInvalid('The folder has no path.');
  }
  return folder;
}
