import { projectUnknown } from '../errors/coreErrors';
import { Commit, Reference, TreeEntry } from '../git/BareRepository';
import { ProjectRecord, PushRecord, RepositoryRecord } from '../store/records';
import { identityRef } from './identityRef';
import { urlOf, WireContext } from './Links';
import { projectReference } from './projectWire';

const projectOf = (
  context: WireContext,
  repository: RepositoryRecord,
): ProjectRecord => {
  const project = context.store.get('project', repository.projectId);
  if (!project) {
    // Somebody deleted it while git was at work for this answer.
    throw projectUnknown(repository.projectId);
  }
  return project;
};

/** REST address of a repository. */
export function repositoryUrl(
  context: WireContext,
  repository: RepositoryRecord,
): string {
  return urlOf(
    context,
    repository.projectId,
    '_apis/git/repositories',
    repository.id,
  );
}

/** Address of a repository for people and git clients. */
export function repositoryWebUrl(
  context: WireContext,
  repository: RepositoryRecord,
): string {
  return urlOf(
    context,
    projectOf(context, repository).name,
    '_git',
    repository.name,
  );
}

export function repositoryWire(
  context: WireContext,
  repository: RepositoryRecord,
  options: { readonly links: boolean },
) {
  const url = repositoryUrl(context, repository);
  const web = repositoryWebUrl(context, repository);
  const part = (name: string) => ({ href: `${url}/${name}` });
  return {
    id: repository.id,
    name: repository.name,
    url,
    project: projectReference(context, projectOf(context, repository)),
    ...(repository.defaultBranch && {
      defaultBranch: repository.defaultBranch,
    }),
    size: repository.size,
    remoteUrl: web,
    webUrl: web,
    ...(options.links && {
      _links: {
        self: { href: url },
        project: {
          href: `vstfs:///Classification/TeamProject/${repository.projectId}`,
        },
        web: { href: web },
        commits: part('commits'),
        refs: part('refs'),
        pullRequests: part('pullRequests'),
        items: part('items'),
        pushes: part('pushes'),
      },
    }),
    isDisabled: repository.isDisabled,
    isInMaintenance: false,
  };
}

export function referenceWire(
  context: WireContext,
  repository: RepositoryRecord,
  reference: Reference,
  peelTags: boolean,
) {
  const branch = context.store.get(
    'branch',
    `${repository.id}:${reference.name}`,
  );
  const filter = reference.name.replace(/^refs\//, '');
  return {
    name: reference.name,
    objectId: reference.objectId,
    ...(peelTags &&
      reference.peeledObjectId && { peeledObjectId: reference.peeledObjectId }),
    ...(branch?.lockedBy && {
      isLocked: true,
      isLockedBy: identityRef(context, branch.lockedBy),
    }),
    ...(branch && { creator: identityRef(context, branch.creator) }),
    url: `${repositoryUrl(
      context,
      repository,
    )}/refs?filter=${encodeURIComponent(filter)}`,
  };
}

const longestComment = 100;

export function commitWire(
  context: WireContext,
  repository: RepositoryRecord,
  commit: Commit,
) {
  const firstLine = commit.message.split('\n')[0];
  const isTruncated =
    commit.message.length > firstLine.length ||
    firstLine.length > longestComment;
  return {
    commitId: commit.id,
    author: commit.author,
    committer: commit.committer,
    comment: firstLine.slice(0, longestComment),
    ...(isTruncated && { commentTruncated: true }),
    parents: commit.parents,
    url: `${repositoryUrl(context, repository)}/commits/${commit.id}`,
    remoteUrl: `${repositoryWebUrl(context, repository)}/commit/${commit.id}`,
  };
}

export function itemWire(
  context: WireContext,
  repository: RepositoryRecord,
  entry: TreeEntry,
  commit: string,
) {
  const path = `/${entry.path}`;
  const version = `versionType=Commit&version=${commit}&versionOptions=None`;
  return {
    objectId: entry.objectId,
    gitObjectType: entry.type,
    commitId: commit,
    path,
    ...(entry.type === 'tree' && { isFolder: true }),
    ...(entry.mode === '120000' && { isSymLink: true }),
    url: `${repositoryUrl(context, repository)}/items${path
      .split('/')
      .map(encodeURIComponent)
      .join('/')}?${version}`,
  };
}

export function pushWire(
  context: WireContext,
  repository: RepositoryRecord,
  push: PushRecord,
) {
  const pushId = Number(push.id.slice(push.id.lastIndexOf(':') + 1));
  return {
    pushId,
    date: push.date,
    pushedBy: identityRef(context, push.pushedBy),
    repository: repositoryWire(context, repository, { links: false }),
    url: `${repositoryUrl(context, repository)}/pushes/${pushId}`,
  };
}
