import { RequestHandler, Response } from 'express';
import { accessDenied, invalidArgument } from '../errors/requestErrors';
import { notSimulated } from '../errors/protocolErrors';
import { json } from './ApiAnswer';
import { sendAnswer } from './apiHandler';
import { Authenticator } from './Authenticator';
import { Fault, FaultReport, Faults } from './Faults';
import { HiddenRecords } from './HiddenRecords';
import { child, isJsonObject, JsonObject, text, wholeNumber } from './JsonBody';
import { RateLimit, RateLimitOptions } from './RateLimit';
import { refuseUnknownToken } from './refusals';
import { parseBody } from './requestBody';

/** Where the control API is; no organization can have this name. */
export const controlPath = '/_simulator';

const known = [
  'method',
  'path',
  'status',
  'body',
  'headers',
  'drop',
  'hold',
  'delayMilliseconds',
  'passWithHeaders',
  'invisibleForReads',
  'times',
  'skip',
];

function moment(value: string | undefined, name: string) {
  if (value === undefined || value === 'before' || value === 'after') {
    return value;
  }
  throw invalidArgument(
    `The value of '${name}' is '${value}'; it must be 'before' or 'after'.`,
  );
}

function pattern(value: string | undefined): RegExp | undefined {
  try {
    return value === undefined ? undefined : new RegExp(value);
  } catch (error) {
    throw invalidArgument(
      `The value of 'path' is not a regular expression: ${String(error)}`,
    );
  }
}

function headerFields(headers: JsonObject | undefined) {
  return (
    headers &&
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    )
  );
}

function count(body: JsonObject, name: string): number | undefined {
  const value = wholeNumber(body, name);
  if (value !== undefined && value < 0) {
    throw invalidArgument(
      `The value of '${name}' is ${value}; it must be 0 or more.`,
    );
  }
  return value;
}

function withoutAbsent<T extends object>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as T;
}

/** A fault as the control API takes it: like {@link Fault}, `path` as the text of a pattern. */
export function readFault(body: unknown): Fault {
  if (!isJsonObject(body)) {
    throw invalidArgument('The body is not an object that describes a fault.');
  }
  const unknown = Object.keys(body).filter(key => !known.includes(key));
  if (unknown.length > 0) {
    throw invalidArgument(
      `A fault has no '${unknown[0]}'; it has ${known.join(', ')}.`,
    );
  }
  return withoutAbsent({
    method: text(body, 'method'),
    path: pattern(text(body, 'path')),
    status: wholeNumber(body, 'status'),
    body: text(body, 'body'),
    headers: headerFields(child(body, 'headers')),
    drop: moment(text(body, 'drop'), 'drop'),
    hold: moment(text(body, 'hold'), 'hold'),
    delayMilliseconds: count(body, 'delayMilliseconds'),
    passWithHeaders: headerFields(child(body, 'passWithHeaders')),
    invisibleForReads: count(body, 'invisibleForReads'),
    times: wholeNumber(body, 'times'),
    skip: wholeNumber(body, 'skip'),
  });
}

/** A limit as the control API takes it: budget in requests, window in seconds. */
function readRateLimit(body: unknown): RateLimitOptions {
  const given = isJsonObject(body) ? body : {};
  const [budget, window] = ['budget', 'window'].map(name => {
    const value = wholeNumber(given, name);
    if (value === undefined || value < 1) {
      throw invalidArgument(
        `The value of '${name}' is ${value}; it must be 1 or more.`,
      );
    }
    return value;
  });
  return { budget, window };
}

function writeReport({ fault, ...figures }: FaultReport) {
  return { ...fault, path: fault.path?.source, ...figures };
}

function sendReport(response: Response, faults: Faults, status: number): void {
  const value = faults.report().map(writeReport);
  sendAnswer(response, json({ count: value.length, value }, { status }));
}

/** Answers the control API: failures on demand for tests in other processes. */
export function controlHandler(options: {
  readonly authenticator: Authenticator;
  readonly faults: Faults;
  readonly hidden: HiddenRecords;
  readonly rateLimit: RateLimit;
}): RequestHandler {
  const { authenticator, faults, hidden, rateLimit } = options;
  return (request, response) => {
    const authentication = authenticator.authenticate(
      request.headers.authorization,
    );
    if (authentication.outcome !== 'accepted') {
      refuseUnknownToken(response);
      return;
    }
    if (authentication.access !== 'full') {
      throw accessDenied(authentication.user.displayName);
    }
    switch (`${request.method} ${request.path}`) {
      case 'GET /faults':
        sendReport(response, faults, 200);
        return;
      case 'POST /faults':
        faults.add(readFault(parseBody(request.body)));
        sendReport(response, faults, 201);
        return;
      case 'DELETE /faults':
        faults.clear();
        hidden.clear();
        response.status(204).end();
        return;
      case 'PUT /rateLimit':
        rateLimit.set(readRateLimit(parseBody(request.body)));
        response.status(204).end();
        return;
      case 'DELETE /rateLimit':
        rateLimit.set(undefined);
        response.status(204).end();
        return;
      default:
        throw notSimulated(request.method, request.originalUrl);
    }
  };
}
