import { zip, Zippable } from 'fflate';
import { BareRepository, TreeEntry } from './BareRepository';
import { runGit } from './runGit';

/** Reads many blobs with one git process. */
async function readBlobs(
  repository: BareRepository,
  ids: readonly string[],
): Promise<readonly Buffer[]> {
  if (ids.length === 0) {
    return [];
  }
  const output = await runGit(['cat-file', '--batch'], {
    directory: repository.directory,
    input: `${ids.join('\n')}\n`,
  });
  const blobs: Buffer[] = [];
  let position = 0;
  for (let index = 0; index < ids.length; index++) {
    const lineEnd = output.indexOf(10, position);
    const size = Number(
      output.toString('latin1', position, lineEnd).split(' ')[2],
    );
    blobs.push(output.subarray(lineEnd + 1, lineEnd + 1 + size));
    position = lineEnd + 1 + size + 1;
  }
  return blobs;
}

/**
 * Packs a tree as Azure DevOps does: every file as it is stored, below a
 * folder of the tree's own name unless it is the root.
 */
export async function zipArchive(options: {
  readonly repository: BareRepository;
  readonly tree: TreeEntry;
  readonly modified: Date;
}): Promise<Uint8Array> {
  const { repository, tree } = options;
  const name = tree.path.split('/').pop();
  const prefix = name ? `${name}/` : '';
  const entries =
    tree.type === 'blob'
      ? [{ ...tree, path: '' }]
      : await repository.tree(tree.objectId, { recursive: true });
  const files = entries.filter(entry => entry.type === 'blob');
  const blobs = await readBlobs(
    repository,
    files.map(file => file.objectId),
  );
  const content: Zippable = {};
  files.forEach((file, index) => {
    const path =
      tree.type === 'blob' ? name ?? 'file' : `${prefix}${file.path}`;
    content[path] = [
      new Uint8Array(blobs[index]),
      // Host system 3 is Unix, where the mode goes into the upper half of the attributes.
      {
        level: 1,
        mtime: options.modified,
        os: 3,
        attrs: Number.parseInt(file.mode, 8) * 0x10000,
      },
    ];
  });
  return new Promise((resolve, reject) => {
    zip(content, (error, data) => (error ? reject(error) : resolve(data)));
  });
}
