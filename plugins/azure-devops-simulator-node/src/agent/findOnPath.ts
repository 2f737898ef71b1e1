import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where a command is, as a shell finds it. */
export async function findOnPath(
  command: string,
  path: string | undefined,
): Promise<string | undefined> {
  for (const folder of (path ?? '').split(delimiter).filter(Boolean)) {
    const file = join(folder, command);
    try {
      await access(file, constants.X_OK);
      if ((await stat(file)).isFile()) {
        return file;
      }
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
