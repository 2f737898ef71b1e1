import { NextFunction, Request, RequestHandler, Response } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceUnavailable } from '../errors/requestErrors';
import { hostNotAllowed } from '../errors/protocolErrors';
import { Randomness } from './Environment';
import { Fault, Faults } from './Faults';
import { StatisticsCounter } from './Statistics';

/** What a request was and how it ended, for tests and logs. */
export interface RequestEvent {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface RequestContextOptions {
  readonly random: Randomness;
  readonly faults: Faults;
  readonly statistics: StatisticsCounter;
  readonly latencyMilliseconds: number;
  readonly allowedHosts: readonly string[] | undefined;
  readonly onRequest?: (event: RequestEvent) => void;
}

const gitPath = /\/_git\/[^/]+\/(info\/refs|git-(upload|receive)-pack)$/i;

export function isApiPath(path: string): boolean {
  return /\/_apis(\/|$)/i.test(path);
}

function hostName(request: Request): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
}

/** Lets the work be done and then cuts the connection instead of answering. */
function dropWhenAnswering(response: Response): void {
  const cut = () => {
    response.socket?.destroy();
    return response;
  };
  response.writeHead = cut as typeof response.writeHead;
  response.write = (() => Boolean(cut())) as typeof response.write;
  response.end = cut as typeof response.end;
}

/** Acts out a failure; true if the request is over with that. */
function fail(fault: Fault, response: Response): boolean {
  if (fault.drop === 'before') {
    response.socket?.destroy();
    return true;
  }
  if (fault.drop === 'after') {
    dropWhenAnswering(response);
    return false;
  }
  response
    .status(fault.status ?? 503)
    .set('content-type', 'application/json; charset=utf-8')
    .set(fault.headers ?? {})
    .end(fault.body ?? JSON.stringify(serviceUnavailable()));
  return true;
}

/** What every request goes through first: ids, host check, counting, delay and failures on demand. */
export function requestContext(options: RequestContextOptions): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    const started = performance.now();
    const { method, originalUrl } = request;
    const path = originalUrl.split('?')[0];
    const activityId = options.random.uuid();
    response.set({
      activityid: activityId,
      'x-vss-e2eid': activityId,
      'x-tfs-processid': activityId,
    });
    response.once('close', () =>
      options.onRequest?.({
        method,
        path: originalUrl,
        status: response.statusCode,
        milliseconds: performance.now() - started,
      }),
    );
    if (
      options.allowedHosts &&
      !options.allowedHosts.includes(hostName(request))
    ) {
      // A web page that points a name of its own at this machine must not reach the simulator.
      next(hostNotAllowed(hostName(request)));
      return;
    }
    if (isApiPath(path)) {
      options.statistics.countCall(method);
    } else if (gitPath.test(path)) {
      options.statistics.countGit();
    }
    if (options.latencyMilliseconds > 0) {
      await sleep(options.latencyMilliseconds);
    }
    const fault = options.faults.take(method, originalUrl);
    if (!fault || !fail(fault, response)) {
      next();
    }
  };
}
