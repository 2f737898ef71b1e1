import { ApiAnswer, list } from '../server/ApiAnswer';
import { ApiRequest } from '../server/ApiRequest';
import { Route } from '../server/Route';

/** An area of which nothing can exist yet: its list is empty, whatever the filter; the project must exist. */
function emptyList(request: ApiRequest): ApiAnswer {
  return request.project && list([]);
}

/** Lists that clients ask for although nothing in this simulator can create an entry. */
export const emptyAreaRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '{project}/_apis/policy/configurations',
    handle: emptyList,
  },
];
