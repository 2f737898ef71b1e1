import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { zip, Zippable } from 'fflate';

/** A file of an artifact; the path has forward slashes. */
export interface ArtifactFile {
  readonly path: string;
  readonly size: number;
}

/** The files of an artifact's folder, sorted; none if the folder is gone. Links are left out: they may lead elsewhere. */
export async function artifactFiles(
  folder: string,
): Promise<readonly ArtifactFile[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw error;
  });
  const files = await Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const file = join(entry.parentPath, entry.name);
        return {
          path: relative(folder, file).split(sep).join('/'),
          size: (await stat(file)).size,
        };
      }),
  );
  return files.sort((left, right) => left.path.localeCompare(right.path));
}

/** Where a listed file lies on disk; undefined if the artifact has no such file. */
export async function findArtifactFile(
  folder: string,
  path: string,
): Promise<string | undefined> {
  const files = await artifactFiles(folder);
  return files.some(file => file.path === path)
    ? resolve(folder, path)
    : undefined;
}

/** All files of an artifact in a zip, below a folder of the artifact's name. */
export async function zipArtifact(
  folder: string,
  name: string,
): Promise<Uint8Array> {
  const content: Zippable = {};
  for (const { path } of await artifactFiles(folder)) {
    content[`${name}/${path}`] = [
      await readFile(join(folder, path)),
      { level: 1 },
    ];
  }
  return new Promise((fulfil, reject) => {
    zip(content, (error, data) => (error ? reject(error) : fulfil(data)));
  });
}
