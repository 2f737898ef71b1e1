import { appendFile, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitCommandError, runGit } from './runGit';

export const noObject = '0'.repeat(40);

/** An entry of a tree at any depth. */
export interface TreeEntry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly objectId: string;
  readonly size: number;
  /** Without a leading slash. */
  readonly path: string;
}

export interface CommitPerson {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface Commit {
  readonly id: string;
  readonly treeId: string;
  readonly parents: readonly string[];
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  readonly message: string;
}

export interface Reference {
  readonly name: string;
  readonly objectId: string;
  readonly peeledObjectId?: string;
}

const commitFormat = [
  '%H',
  '%T',
  '%P',
  '%an',
  '%ae',
  '%aI',
  '%cn',
  '%ce',
  '%cI',
  '%B',
].join('%x00');

function toCommit(text: string): Commit {
  const [
    id,
    treeId,
    parents,
    authorName,
    authorEmail,
    authorDate,
    name,
    email,
    date,
    message,
  ] = text.split('\0');
  return {
    id,
    treeId,
    parents: parents ? parents.split(' ') : [],
    author: {
      name: authorName,
      email: authorEmail,
      date: new Date(authorDate).toISOString(),
    },
    committer: { name, email, date: new Date(date).toISOString() },
    message: message.trimEnd(),
  };
}

function toTreeEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t');
  const [mode, type, objectId, size] = line.slice(0, tab).split(/ +/);
  return {
    mode,
    type: type as TreeEntry['type'],
    objectId,
    size: Number(size) || 0,
    path: line.slice(tab + 1),
  };
}

// Shallow clones and fetches of single commits work on the real service, too.
const settings = `[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
`;

/** A bare git repository on disk, read and changed with git itself. */
export class BareRepository {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  static async create(directory: string): Promise<BareRepository> {
    await mkdir(directory, { recursive: true });
    const start = ['--quiet', '--bare', '--initial-branch=main', '--template='];
    await runGit(['init', ...start, '.'], { directory });
    await appendFile(join(directory, 'config'), settings);
    return new BareRepository(directory);
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async exists(): Promise<boolean> {
    return stat(join(this.directory, 'HEAD')).then(
      () => true,
      () => false,
    );
  }

  async references(prefix?: string): Promise<readonly Reference[]> {
    const output = await this.#text([
      'for-each-ref',
      '--format=%(refname)%00%(objectname)%00%(*objectname)',
      ...(prefix ? [prefix] : []),
    ]);
    return output
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [name, objectId, peeledObjectId] = line.split('\0');
        return { name, objectId, ...(peeledObjectId && { peeledObjectId }) };
      });
  }

  /** The commit that a full reference name or an object id stands for, or undefined. */
  async resolveCommit(expression: string): Promise<string | undefined> {
    // Git's own operators (~, ^, .., @{…}) are no part of a name.
    if (/[\s~^:?*[\\]|\.\.|@\{/.test(expression)) {
      return undefined;
    }
    return this.#optional([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${expression}^{commit}`,
    ]);
  }

  /** Type of an object, or undefined if there is no such object. */
  async objectType(id: string): Promise<string | undefined> {
    return this.#optional(['cat-file', '-t', id]);
  }

  /** The entry at a path (without leading slash; empty for the root). */
  async entry(commit: string, path: string): Promise<TreeEntry | undefined> {
    if (path === '') {
      const objectId = await this.#text(['rev-parse', `${commit}^{tree}`]);
      return {
        mode: '040000',
        type: 'tree',
        objectId: objectId.trim(),
        size: 0,
        path: '',
      };
    }
    if (path.includes('\0') || path.split('/').includes('..')) {
      return undefined; // git would not answer, but refuse
    }
    const entries = await this.#tree(
      [commit, '--', `:(literal)${path}`],
      false,
    );
    return entries.find(entry => entry.path === path);
  }

  /** Entries of a tree object; paths are relative to it. */
  async tree(
    treeId: string,
    options: { readonly recursive: boolean },
  ): Promise<readonly TreeEntry[]> {
    return this.#tree([treeId], options.recursive);
  }

  async blob(objectId: string): Promise<Buffer> {
    return runGit(['cat-file', 'blob', objectId], {
      directory: this.directory,
    });
  }

  async commits(options: {
    readonly from: string;
    readonly top: number;
    readonly skip?: number;
    readonly path?: string;
    /** More options of `git log`. */
    readonly filters?: readonly string[];
  }): Promise<readonly Commit[]> {
    const output = await this.#text([
      'log',
      '-z',
      `--format=${commitFormat}%x01`,
      `--max-count=${options.top}`,
      `--skip=${options.skip ?? 0}`,
      ...(options.filters ?? []),
      options.from,
      '--',
      ...(options.path ? [`:(literal)${options.path}`] : []),
    ]);
    return output
      .split('\x01')
      .map(text => text.replace(/^\0/, ''))
      .filter(Boolean)
      .map(toCommit);
  }

  async commit(id: string): Promise<Commit | undefined> {
    const [commit] = await this.commits({ from: id, top: 1 });
    return commit;
  }

  /** Sets a reference only if it still has the old value. */
  async updateReference(options: {
    readonly name: string;
    readonly from: string;
    readonly to: string;
  }): Promise<boolean> {
    const parameters =
      options.to === noObject
        ? ['update-ref', '-d', options.name, options.from]
        : ['update-ref', options.name, options.to, options.from];
    return runGit(parameters, { directory: this.directory }).then(
      () => true,
      error => {
        if (error instanceof GitCommandError && error.exitCode > 0) {
          return false;
        }
        throw error;
      },
    );
  }

  async isValidReferenceName(name: string): Promise<boolean> {
    return (await this.#optional(['check-ref-format', name])) !== undefined;
  }

  /** What a clone checks out. */
  async setHead(branch: string): Promise<void> {
    await runGit(['symbolic-ref', 'HEAD', branch], {
      directory: this.directory,
    });
  }

  /** Bytes in the object store. */
  async size(): Promise<number> {
    const output = await this.#text(['count-objects', '-v']);
    const kilobytes = ['size', 'size-pack'].map(key =>
      Number(output.match(new RegExp(`^${key}: (\\d+)$`, 'm'))?.[1] ?? 0),
    );
    return (kilobytes[0] + kilobytes[1]) * 1024;
  }

  async #tree(
    parameters: readonly string[],
    recursive: boolean,
  ): Promise<readonly TreeEntry[]> {
    const output = await this.#text([
      'ls-tree',
      '-z',
      '-l',
      ...(recursive ? ['-r', '-t'] : []),
      ...parameters,
    ]);
    return output.split('\0').filter(Boolean).map(toTreeEntry);
  }

  async #text(parameters: readonly string[]): Promise<string> {
    return (await runGit(parameters, { directory: this.directory })).toString(
      'utf8',
    );
  }

  async #optional(parameters: readonly string[]): Promise<string | undefined> {
    try {
      return (await this.#text(parameters)).trim();
    } catch (error) {
      if (error instanceof GitCommandError && error.exitCode > 0) {
        return undefined;
      }
      throw error;
    }
  }
}
