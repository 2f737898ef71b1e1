import { objectUnknown } from '../../errors/gitErrors';
import { Commit, noObject } from '../../git/BareRepository';
import { ApiRequest } from '../../server/ApiRequest';
import { RepositoryRecord } from '../../store/records';

/** Commits that a push brought, newest first: those that no earlier push had brought. */
export async function pushCommits(
  request: ApiRequest,
  repository: RepositoryRecord,
  page: {
    readonly pushId: string;
    readonly top: number;
    readonly skip: number;
  },
): Promise<readonly Commit[]> {
  const pushes = request.store.list('push', repository.id);
  const push = request.store.findByKey('push', repository.id, page.pushId);
  const index = pushes.findIndex(({ id }) => id === push?.id);
  if (index < 0) {
    throw objectUnknown(`push ${page.pushId}`, repository.name);
  }
  const bare = request.environment.repositories.open(repository.id);
  const brought = (updates: typeof pushes) => [
    ...new Set(
      updates
        .flatMap(({ refUpdates }) => refUpdates)
        .map(({ newObjectId }) => newObjectId)
        .filter(id => id !== noObject),
    ),
  ];
  const known: string[] = [];
  for (const id of brought(pushes.slice(0, index))) {
    // A tag of something else than a commit brings none.
    const commit = await bare.resolveCommit(id);
    if (commit) {
      known.push(`^${commit}`);
    }
  }
  const commits = new Map<string, Commit>();
  for (const id of brought([pushes[index]])) {
    const commit = await bare.resolveCommit(id);
    const found = commit
      ? await bare.commits({
          from: commit,
          top: page.top + page.skip,
          filters: known,
        })
      : [];
    found.forEach(one => commits.set(one.id, one));
  }
  return [...commits.values()].slice(page.skip, page.skip + page.top);
}
