import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BareRepository, CommitPerson, noObject } from './BareRepository';
import { runGit } from './runGit';

/** One file that a commit made without a working copy changes. */
export type FileChange =
  | { readonly kind: 'write'; readonly path: string; readonly content: Buffer }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly path: string };

export interface NewCommit {
  /** Absent for the first commit of a branch. */
  readonly parent?: string;
  readonly message: string;
  readonly author: CommitPerson;
  readonly changes: readonly FileChange[];
}

/** A list of files in the making, apart from any working copy. */
class ScratchIndex {
  readonly #repository: BareRepository;
  readonly #file: string;
  readonly #author: CommitPerson;

  constructor(options: {
    readonly repository: BareRepository;
    readonly name: string;
    readonly author: CommitPerson;
  }) {
    this.#repository = options.repository;
    this.#file = join(options.repository.directory, `index-${options.name}`);
    this.#author = options.author;
  }

  async git(
    parameters: readonly string[],
    input: Uint8Array | string = '',
  ): Promise<string> {
    const { name, email, date } = this.#author;
    const output = await runGit(parameters, {
      directory: this.#repository.directory,
      input,
      environment: {
        GIT_INDEX_FILE: this.#file,
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
        GIT_COMMITTER_DATE: date,
      },
    });
    return output.toString('utf8').trim();
  }

  /** Works without a working copy, unlike git's options for single files. */
  async place(mode: string, objectId: string, path: string): Promise<void> {
    await this.git(
      ['update-index', '-z', '--index-info'],
      `${mode} ${objectId}\t${path}\0`,
    );
  }

  remove(path: string): Promise<void> {
    return this.place('0', noObject, path);
  }

  async apply(change: FileChange, parent: string | undefined): Promise<void> {
    const source = change.kind === 'rename' ? change.from : change.path;
    const old = parent && (await this.#repository.entry(parent, source));
    if (change.kind === 'write') {
      const objectId = await this.git(
        ['hash-object', '-w', '--stdin'],
        change.content,
      );
      await this.place(old ? old.mode : '100644', objectId, change.path);
      return;
    }
    await this.remove(source);
    if (change.kind === 'rename' && old) {
      await this.place(old.mode, old.objectId, change.path);
    }
  }

  dispose(): Promise<void> {
    return rm(this.#file, { force: true });
  }
}

/** Makes a commit in an index of its own, so that others can do the same at once; gives back its id. */
export async function commitChanges(
  repository: BareRepository,
  commit: NewCommit,
  indexName: string,
): Promise<string> {
  const { parent, author } = commit;
  const index = new ScratchIndex({ repository, name: indexName, author });
  try {
    if (parent) {
      await index.git(['read-tree', parent]);
    }
    for (const change of commit.changes) {
      await index.apply(change, parent);
    }
    const tree = await index.git(['write-tree']);
    const parents = parent ? ['-p', parent] : [];
    return await index.git(
      ['commit-tree', tree, ...parents, '-F', '-'],
      commit.message,
    );
  } finally {
    await index.dispose();
  }
}
