import { promises as fileSystem } from 'node:fs';
import path from 'node:path';

/** Every file below a folder, as sorted paths relative to it. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await fileSystem.readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry =>
      path
        .relative(folder, path.join(entry.parentPath, entry.name))
        .split(path.sep)
        .join('/'),
    )
    .sort();
}
