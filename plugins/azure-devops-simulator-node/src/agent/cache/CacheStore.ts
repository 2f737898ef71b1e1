import { createHash } from 'node:crypto';
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { CacheKey } from './cacheKey';

interface CacheEntry {
  readonly key: CacheKey;
  readonly savedAt: string;
  readonly content: string;
}

function folderName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

/** As cached files are, so that links stay links and times stay. */
const copying = {
  recursive: true,
  preserveTimestamps: true,
  verbatimSymlinks: true,
};

/** Caches on disk: `<scope>/<key>/{entry.json,content}`. One that is saved never changes. */
export class CacheStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** The cache of just this key, in the first scope that has it. */
  async find(
    scopes: readonly string[],
    key: CacheKey,
  ): Promise<CacheEntry | undefined> {
    for (const scope of scopes) {
      const found = await this.#read(this.#folder(scope, key));
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** The latest cache whose key begins with these segments, in the first scope that has one. */
  async findByPrefix(
    scopes: readonly string[],
    prefix: CacheKey,
  ): Promise<CacheEntry | undefined> {
    for (const scope of scopes) {
      const folder = join(this.#root, folderName(scope));
      const names = await readdir(folder).catch(() => []);
      const entries = await Promise.all(
        names.map(name => this.#read(join(folder, name))),
      );
      const [latest] = entries
        .flatMap(entry => entry ?? [])
        .filter(({ key }) =>
          prefix.every((segment, index) => key[index] === segment),
        )
        .sort((left, right) => right.savedAt.localeCompare(left.savedAt));
      if (latest) {
        return latest;
      }
    }
    return undefined;
  }

  async restore(entry: CacheEntry, path: string): Promise<void> {
    await mkdir(path, { recursive: true });
    await cp(entry.content, path, copying);
  }

  /** @returns false if there is one of this key already, which stays. */
  async save(options: {
    readonly scope: string;
    readonly key: CacheKey;
    readonly path: string;
    readonly now: Date;
    readonly uuid: string;
  }): Promise<boolean> {
    const folder = this.#folder(options.scope, options.key);
    if (await this.#read(folder)) {
      return false;
    }
    const draft = join(this.#root, `_draft-${options.uuid}`);
    try {
      await mkdir(draft, { recursive: true });
      await cp(options.path, join(draft, 'content'), copying);
      await writeFile(
        join(draft, 'entry.json'),
        JSON.stringify({
          key: options.key,
          savedAt: options.now.toISOString(),
        }),
      );
      await mkdir(join(folder, '..'), { recursive: true });
      // All of it appears at once; a job side by side may have been first.
      await rename(draft, folder);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') {
        return false;
      }
      throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  #folder(scope: string, key: CacheKey): string {
    return join(this.#root, folderName(scope), folderName(JSON.stringify(key)));
  }

  async #read(folder: string): Promise<CacheEntry | undefined> {
    const text = await readFile(join(folder, 'entry.json'), 'utf8').catch(
      () => undefined,
    );
    return text === undefined
      ? undefined
      : {
          ...(JSON.parse(text) as Omit<CacheEntry, 'content'>),
          content: join(folder, 'content'),
        };
  }
}
