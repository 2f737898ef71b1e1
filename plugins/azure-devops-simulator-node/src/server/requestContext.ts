import { NextFunction, Request, RequestHandler, Response } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostNotAllowed } from '../errors/protocolErrors';
import { actOutFault } from './actOutFault';
import { controlPath } from './controlHandler';
import { Randomness } from './Environment';
import { Faults } from './Faults';
import { HiddenRecords } from './HiddenRecords';
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
  readonly hidden: HiddenRecords;
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
    if (path.startsWith(controlPath)) {
      next();
      return;
    }
    if (isApiPath(path)) {
      options.statistics.countCall();
    } else if (gitPath.test(path)) {
      options.statistics.countGit();
    }
    if (options.latencyMilliseconds > 0) {
      await sleep(options.latencyMilliseconds);
    }
    const taken = options.faults.take(method, originalUrl);
    if (taken?.fault.invisibleForReads !== undefined) {
      options.hidden.hideCreationsOf(response, taken.fault.invisibleForReads);
    }
    if (!taken || !(await actOutFault(taken, response))) {
      next();
    }
  };
}
