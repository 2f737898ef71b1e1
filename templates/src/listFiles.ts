import { promises as fileSystem } from 'node:fs';
import path from 'node:path';

/** What Python tools leave behind where they ran; it is no part of a project. */
const CACHE =
  /(^|\/)((\.mypy_cache|\.ruff_cache|\.pytest_cache|__pycache__)\/|\.coverage$)/;

/** Every file below a folder, as sorted paths relative to it. Caches are left out. */
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
    .filter(file => !CACHE.test(file))
    .sort();
}
