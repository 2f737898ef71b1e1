import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zip, Zippable } from 'fflate';

/** Packs named contents. */
export function zipFiles(files: Zippable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip(files, { level: 1 }, (error, data) =>
      error ? reject(error) : resolve(data),
    );
  });
}

/** Packs everything below a folder, under a folder of the given name. */
export async function zipFolder(
  directory: string,
  name: string,
): Promise<Uint8Array> {
  const files: Zippable = {};
  for (const entry of await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (entry.isFile()) {
      const file = join(entry.parentPath, entry.name);
      const path = relative(directory, file).split(sep).join('/');
      files[`${name}/${path}`] = [
        new Uint8Array(await readFile(file)),
        { mtime: (await stat(file)).mtime },
      ];
    }
  }
  return zipFiles(files);
}
