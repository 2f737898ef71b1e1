import { promises as fileSystem } from 'node:fs';
import * as nodeFileSystem from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import git, { Errors, type HttpClient } from 'isomorphic-git';
import { rememberAdvertisement } from './rememberAdvertisement';

/** A generated project and where it goes. */
export interface PushProjectOptions {
  /** Folder with the files to commit; a `.git` in it is left out. */
  readonly directory: string;
  /** HTTPS address of the repository, without user or token. */
  readonly remoteUrl: string;
  readonly http: HttpClient;
  /** Branch that people work on, usually `main`. */
  readonly branch: string;
  /** Branch that keeps the render as it came from the template. */
  readonly pristineBranch: string;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Moment of the commit. */
  readonly date: Date;
  /** With `true` nothing is sent; the result says what would be. */
  readonly dryRun?: boolean;
  /** Of a dry run that comes before the repository: there is nothing to read. */
  readonly isRepositoryMissing?: boolean;
}

/** What became of a push. */
export interface PushProjectResult {
  readonly outcome: 'created' | 'unchanged';
  /** The commit on the pristine branch; absent in a dry run that would create it. */
  readonly commit?: string;
  readonly files: number;
}

interface LocalCommit {
  readonly oid: string;
  readonly tree: string;
  readonly files: number;
}

/** A push to a repository that has branches already. */
interface RepeatedPush {
  readonly options: PushProjectOptions;
  readonly local: LocalCommit;
  /** The commit that an earlier push left. */
  readonly base: string;
  /** Commits of the repository's branches, by name. */
  readonly remote: ReadonlyMap<string, string>;
}

interface Scratch {
  readonly fs: typeof nodeFileSystem;
  readonly dir: string;
  readonly gitdir: string;
}

/**
 * Makes the first commit of a generated project and puts it on the branch
 * that people work on and on the pristine branch.
 *
 * Looks before it writes: a push that was cut off is finished, a push that is
 * done is left alone, and a repository that holds anything else is refused.
 *
 * @throws InputError when the folder holds no file.
 * @throws ConflictError when the repository already holds something else.
 */
export async function pushProject(
  given: PushProjectOptions,
): Promise<PushProjectResult> {
  const options = { ...given, http: rememberAdvertisement(given.http) };
  const gitdir = await fileSystem.mkdtemp(
    path.join(os.tmpdir(), 'azure-devops-push-'),
  );
  const scratch = { fs: nodeFileSystem, dir: options.directory, gitdir };
  try {
    const local = await commitFolder(scratch, options);
    const remote: ReadonlyMap<string, string> =
      options.dryRun && options.isRepositoryMissing
        ? new Map()
        : await readRemoteBranches(options);
    const base =
      remote.get(options.pristineBranch) ?? remote.get(options.branch);
    if (base === undefined) {
      return await pushFirstCommit(scratch, { options, local });
    }
    await requireSameTree(scratch, { options, local, base, remote });
    return await finishPush(scratch, { options, local, base, remote });
  } finally {
    await fileSystem.rm(gitdir, { recursive: true, force: true });
  }
}

async function commitFolder(
  scratch: Scratch,
  options: PushProjectOptions,
): Promise<LocalCommit> {
  await git.init({ ...scratch, defaultBranch: options.branch });
  await git.add({ ...scratch, filepath: '.' });
  const files = await git.listFiles(scratch);
  if (files.length === 0) {
    throw new InputError(
      `The workspace folder to push holds no file, so nothing was pushed to ${options.remoteUrl}. ` +
        'Expected the rendered project. If the task was recovered after a restart, its workspace is gone: ' +
        'set scaffolder.taskRecovery.workspaceProvider (for example to database) and run the template again.',
    );
  }
  const seconds = Math.floor(options.date.getTime() / 1000);
  const who = { ...options.author, timestamp: seconds, timezoneOffset: 0 };
  const oid = await git.commit({
    ...scratch,
    message: options.message,
    author: who,
    committer: who,
  });
  const { commit } = await git.readCommit({ ...scratch, oid });
  return { oid, tree: commit.tree, files: files.length };
}

async function readRemoteBranches(
  options: PushProjectOptions,
): Promise<ReadonlyMap<string, string>> {
  const prefix = 'refs/heads/';
  const refs = await git.listServerRefs({
    http: options.http,
    url: options.remoteUrl,
    prefix,
    protocolVersion: 1,
    // The pushes ask the same; a dry run may lack the permission to push.
    forPush: !options.dryRun,
  });
  return new Map(refs.map(({ ref, oid }) => [ref.slice(prefix.length), oid]));
}

async function pushFirstCommit(
  scratch: Scratch,
  input: { readonly options: PushProjectOptions; readonly local: LocalCommit },
): Promise<PushProjectResult> {
  const { options, local } = input;
  if (options.dryRun) {
    return { outcome: 'created', files: local.files };
  }
  // Pristine first: a repository that has this branch is ours, so a push that
  // dies between the two is finished by the next one instead of refused.
  for (const branch of [options.pristineBranch, options.branch]) {
    await pushBranch(scratch, { options, oid: local.oid, branch });
  }
  return { outcome: 'created', commit: local.oid, files: local.files };
}

async function requireSameTree(
  scratch: Scratch,
  input: RepeatedPush,
): Promise<void> {
  const { options, local, base, remote } = input;
  const from = remote.has(options.pristineBranch)
    ? options.pristineBranch
    : options.branch;
  await git.addRemote({
    ...scratch,
    remote: 'origin',
    url: options.remoteUrl,
  });
  await git.fetch({
    ...scratch,
    http: options.http,
    remote: 'origin',
    ref: from,
    singleBranch: true,
    depth: 1,
    tags: false,
  });
  const { commit } = await git.readCommit({ ...scratch, oid: base });
  if (commit.tree !== local.tree) {
    throw new ConflictError(
      `The repository ${
        options.remoteUrl
      } already holds other content: branch ${from} is at commit ${base.slice(
        0,
        8,
      )}, ` +
        'which differs from the project just rendered. Nothing was pushed. ' +
        'Choose another repository name, or run the template with the answers it was first run with.',
    );
  }
}

async function finishPush(
  scratch: Scratch,
  input: RepeatedPush,
): Promise<PushProjectResult> {
  const { options, local, base, remote } = input;
  const missing = [options.pristineBranch, options.branch].filter(
    branch => !remote.has(branch),
  );
  if (!options.dryRun) {
    for (const branch of missing) {
      await pushBranch(scratch, { options, oid: base, branch });
    }
  }
  return {
    outcome: missing.length === 0 ? 'unchanged' : 'created',
    commit: base,
    files: local.files,
  };
}

async function pushBranch(
  scratch: Scratch,
  input: {
    readonly options: PushProjectOptions;
    readonly oid: string;
    readonly branch: string;
  },
): Promise<void> {
  const { options, oid, branch } = input;
  const ref = `refs/heads/${branch}`;
  await git.writeRef({ ...scratch, ref, value: oid, force: true });
  try {
    await git.push({
      ...scratch,
      http: options.http,
      url: options.remoteUrl,
      ref,
      remoteRef: ref,
    });
  } catch (error) {
    const isRefused =
      error instanceof Errors.GitPushError ||
      error instanceof Errors.PushRejectedError;
    if (!isRefused) {
      throw error;
    }
    throw new ConflictError(
      `Azure DevOps refused the push of branch ${branch} to ${
        options.remoteUrl
      }. ${error.message}${explainRefusal(error.message)}`,
    );
  }
}

/** Azure DevOps says that policies guard the branch, not what to do about it. */
function explainRefusal(message: string): string {
  return message.includes('TF402455')
    ? ' Branch policies guard it: bring the change in by a pull request, or let the user of the token bypass policies when pushing.'
    : '';
}
