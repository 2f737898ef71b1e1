import { invalidArgument } from '../../errors/requestErrors';
import { list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, text, truth } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { applyPermission, requireResource } from './pipelinePermissionRoutes';

interface AuthorizedResource {
  readonly type: string;
  readonly id: string;
  readonly authorized: true;
}

/** The resources that every pipeline of the project may use. */
function openResources(request: ApiRequest): readonly AuthorizedResource[] {
  const { store, project } = request;
  return store
    .list('permission', project.id)
    .filter(({ allPipelines }) => allPipelines !== undefined)
    .map(({ id }) => {
      const [, type, ...rest] = id.split(':');
      return { type, id: rest.join(':'), authorized: true };
    });
}

function listResources(request: ApiRequest) {
  const type = request.query('type')?.toLowerCase();
  const id = request.query('id');
  return list(
    openResources(request).filter(
      resource =>
        (!type || resource.type === type) && (!id || resource.id === id),
    ),
  );
}

/** As recorded from the service, the answer has every open resource of the types that are named. */
function update(request: ApiRequest) {
  const types = request.store.transaction(() =>
    request.arrayBody().map(value => {
      if (!isJsonObject(value)) {
        throw invalidArgument('Every resource of the body is an object.');
      }
      const resource = requireResource(
        request,
        text(value, 'type') ?? '',
        text(value, 'id') ?? '',
      );
      const authorized = truth(value, 'authorized') ?? false;
      applyPermission(request, resource, { allPipelines: { authorized } });
      return resource.type;
    }),
  );
  request.environment.runs.wakeAll();
  return list(
    openResources(request).filter(({ type }) => types.includes(type)),
  );
}

const path = '{project}/_apis/build/authorizedresources';

/** The older way to open a resource to all pipelines, which Microsoft's command line takes. */
export const authorizedResourceRoutes: readonly Route[] = [
  { method: 'GET', path, preview: true, handle: listResources },
  { method: 'PATCH', path, preview: true, handle: update },
];
