import { invalidArgument } from '../../errors/requestErrors';
import { list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { items } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { requestedBuild } from './findBuild';

function readTag(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw invalidArgument('A tag is a text that is not empty.');
  }
  return value;
}

/** Tags without the removed ones and with the added ones, each once whatever its case. */
function change(
  request: ApiRequest,
  options: {
    readonly add?: readonly string[];
    readonly remove?: readonly string[];
  },
) {
  const { store } = request;
  const removed = (options.remove ?? []).map(tag => tag.toLowerCase());
  const tags = store.transaction(() => {
    const build = requestedBuild(request);
    const kept = build.tags.filter(tag => !removed.includes(tag.toLowerCase()));
    const added = (options.add ?? []).filter(
      (tag, index, all) =>
        ![...kept, ...all.slice(0, index)].some(
          other => other.toLowerCase() === tag.toLowerCase(),
        ),
    );
    const next = [...kept, ...added];
    store.put('build', { ...build, tags: next }, { scope: build.projectId });
    return next;
  });
  return list(tags);
}

const all = '{project}/_apis/build/builds/{#buildId}/tags';

/** Tags of a run. */
export const buildTagRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: all,
    handle: request => list(requestedBuild(request).tags),
  },
  {
    method: 'POST',
    path: all,
    handle: request =>
      change(request, { add: request.arrayBody().map(readTag) }),
  },
  {
    method: 'PATCH',
    path: all,
    handle: request => {
      const body = request.objectBody();
      return change(request, {
        add: (items(body, 'tagsToAdd') ?? []).map(readTag),
        remove: (items(body, 'tagsToRemove') ?? []).map(readTag),
      });
    },
  },
  {
    method: 'PUT',
    path: `${all}/{tag}`,
    handle: request => change(request, { add: [request.parameter('tag')] }),
  },
  {
    method: 'DELETE',
    path: `${all}/{tag}`,
    handle: request => change(request, { remove: [request.parameter('tag')] }),
  },
];
