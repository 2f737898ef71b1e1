import { Request, RequestHandler, Response } from 'express';
import { AzureDevOpsError } from '../errors/AzureDevOpsError';
import { buildPermissionMissing } from '../errors/buildErrors';
import { organizationUnknown } from '../errors/coreErrors';
import { gitPermissionMissing } from '../errors/gitErrors';
import { accessDenied, tooManyRequests } from '../errors/requestErrors';
import { notSimulated } from '../errors/protocolErrors';
import { UserRecord } from '../store/records';
import { ApiAnswer, jsonType } from './ApiAnswer';
import { ApiRequest } from './ApiRequest';
import { checkVersion, requestedVersion } from './apiVersion';
import { Authenticator } from './Authenticator';
import { SimulatorEnvironment } from './Environment';
import { HiddenRecords } from './HiddenRecords';
import { RateLimit } from './RateLimit';
import { refuseUnknownToken, sendSignInPage } from './refusals';
import { parseBody } from './requestBody';
import { requireScope } from './requireScope';
import { Route, RouteTable } from './Route';
import { StatisticsCounter } from './Statistics';

/** Each area refuses with its own code. */
function writeRefused(route: Route, user: UserRecord): AzureDevOpsError {
  const name = `${user.displayName} <${user.mail}>`;
  if (/_apis\/git\//i.test(route.path)) {
    return gitPermissionMissing(
      name,
      /\/repositories$/.test(route.path)
        ? 'CreateRepository'
        : 'GenericContribute',
    );
  }
  return /_apis\/(build|pipelines)/i.test(route.path)
    ? buildPermissionMissing(name)
    : accessDenied(name);
}

function isWrite(route: Route): boolean {
  return !route.reads && !['GET', 'HEAD', 'OPTIONS'].includes(route.method);
}

/** Sends what a handler gave back. */
export function sendAnswer(
  response: Response,
  answer: ApiAnswer,
  apiVersion?: string,
): void {
  const headers = { ...answer.headers };
  if (headers['content-type'] === jsonType) {
    headers['content-type'] = `${jsonType}; api-version=${apiVersion ?? '7.1'}`;
  }
  const body =
    typeof answer.body === 'string'
      ? Buffer.from(answer.body)
      : Buffer.from(answer.body ?? '');
  response
    .status(answer.status)
    .set({ 'cache-control': 'no-cache', ...headers });
  if (answer.status !== 204) {
    response.set('content-length', String(body.length));
  }
  response.end(body);
}

export function baseUrlOf(request: Request): string {
  return `${request.protocol}://${request.headers.host ?? 'localhost'}`;
}

/**
 * What a handler writes before it waits for anything is there as a whole or
 * not at all, whether it throws or the process ends.
 */
function inOneTransaction(
  call: ApiRequest,
  route: Route,
): Promise<ApiAnswer> | ApiAnswer {
  return call.store.transaction(() => ({ answer: route.handle(call) })).answer;
}

/** Answers the REST API: who asks, what for, in which version, and then the handler. */
export function apiHandler(options: {
  readonly environment: SimulatorEnvironment;
  readonly authenticator: Authenticator;
  readonly routes: readonly Route[];
  readonly hidden: HiddenRecords;
  readonly statistics: StatisticsCounter;
  readonly rateLimit: RateLimit;
}): RequestHandler {
  const table = new RouteTable(options.routes);
  return async (request, response) => {
    const authentication = options.authenticator.authenticate(
      request.headers.authorization,
    );
    const accept = String(request.headers.accept ?? '');
    if (authentication.outcome !== 'accepted') {
      const isBrowser =
        authentication.outcome === 'none' && accept.includes('text/html');
      (authentication.outcome === 'expired' || isBrowser
        ? sendSignInPage
        : refuseUnknownToken)(response);
      return;
    }
    const rate = options.rateLimit.take(authentication.user.id);
    response.set(rate.headers);
    if (rate.isRefused) {
      throw tooManyRequests();
    }
    const [path, search = ''] = request.originalUrl.split('?', 2);
    const [, organizationName, rest] = /^\/([^/]+)\/(.*)$/.exec(path) ?? [];
    const name = decodeURIComponent(organizationName ?? '');
    const organization = options.environment.store.findByKey(
      'organization',
      '',
      name,
    );
    if (!organization) {
      throw organizationUnknown(name);
    }
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const match =
      table.match(request.method, rest) ?? table.match(method, rest);
    if (!match) {
      throw notSimulated(request.method, path);
    }
    const query = new URLSearchParams(search);
    const contentType = String(request.headers['content-type'] ?? '');
    const apiVersion = requestedVersion({ query, accept, contentType });
    checkVersion(match.route, apiVersion);
    if (isWrite(match.route)) {
      options.statistics.countWrite();
    }
    if (authentication.access === 'read' && isWrite(match.route)) {
      throw writeRefused(match.route, authentication.user);
    }
    requireScope(match.route, authentication);
    const call = new ApiRequest({
      environment: {
        ...options.environment,
        store: options.hidden.viewFor(response, {
          store: options.environment.store,
          isRead: !isWrite(match.route),
        }),
      },
      method,
      baseUrl: baseUrlOf(request),
      organization,
      parameters: match.parameters,
      query,
      accept,
      contentType,
      ...(apiVersion && { apiVersion }),
      body: match.route.upload ? undefined : parseBody(request.body),
      ...(Buffer.isBuffer(request.body) && { bytes: request.body }),
      user: authentication.user,
    });
    const answer = await inOneTransaction(call, match.route);
    sendAnswer(response, answer, apiVersion);
  };
}
