import { AzureDevOpsError } from '../errors/AzureDevOpsError';
import { buildPermissionMissing } from '../errors/buildErrors';
import { notSimulated } from '../errors/protocolErrors';
import { accessDenied } from '../errors/requestErrors';
import { routes } from '../routes/routes';
import { ApiAnswer } from '../server/ApiAnswer';
import { ApiRequest } from '../server/ApiRequest';
import { requireScope } from '../server/requireScope';
import { HttpMethod, RouteTable } from '../server/Route';
import { ProjectPageRequest } from './PageContext';
import { mayChange } from './Reader';

const table = new RouteTable(routes);

function refused(path: string, name: string): AzureDevOpsError {
  return /^_apis\/(build|pipelines)/.test(path)
    ? buildPermissionMissing(name)
    : accessDenied(name);
}

/**
 * Does what somebody asks for on a page, by the operation of the REST API
 * that does it for clients: the same rules, the same errors.
 *
 * Throws an {@link AzureDevOpsError} if the operation refuses, or if nobody has signed in with a token that may change things.
 */
export async function callRoute(
  request: ProjectPageRequest,
  call: {
    readonly method: HttpMethod;
    /** Below the project. */
    readonly path: string;
    readonly body: unknown;
  },
): Promise<ApiAnswer> {
  const { session } = request.reader;
  const user = session?.authentication.user;
  if (!session || !user || !mayChange(session)) {
    const name = user ? `${user.displayName} <${user.mail}>` : 'Nobody';
    throw refused(call.path, name);
  }
  const path = `${encodeURIComponent(request.project.name)}/${call.path}`;
  const match = table.match(call.method, path);
  if (!match) {
    throw notSimulated(call.method, path);
  }
  requireScope(match.route, session.authentication);
  const apiRequest = new ApiRequest({
    environment: request.environment,
    method: call.method,
    baseUrl: request.origin,
    organization: request.organization,
    parameters: match.parameters,
    query: new URLSearchParams(),
    accept: 'application/json',
    contentType: 'application/json',
    body: call.body,
    user,
  });
  // All that is written before the handler waits for anything, or nothing.
  return request.store.transaction(() => ({
    answer: match.route.handle(apiRequest),
  })).answer;
}
