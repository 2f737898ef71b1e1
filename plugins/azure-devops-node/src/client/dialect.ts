/**
 * How Azure DevOps says things. Whatever depends on its status codes, error
 * bodies, codes in messages or header names is here and nowhere else.
 */

import { requiredAccess } from './requiredAccess';

/** What an answer, or the lack of one, means. @public */
export type FailureKind =
  | 'not-signed-in'
  | 'forbidden'
  | 'not-found'
  | 'already-exists'
  | 'outdated'
  | 'invalid'
  | 'throttled'
  | 'unavailable'
  | 'connection'
  | 'timeout'
  | 'unexpected';

/** The error body of the service, as far as it has one. */
export interface ServiceErrorBody {
  readonly message?: string;
  readonly typeKey?: string;
}

/** An answer that is no success, taken apart. */
export interface FailedAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly typeKey: string | undefined;
}

// The service answers 400 instead of 404 for some things that are not there.
const NOT_FOUND_CODES: ReadonlySet<string> = new Set([
  'VS800075', // project
  'VS402806', // field of a work item type
  'TF200016', // project
  'TF401019', // Git repository
]);

const ALREADY_EXISTS_CODES: ReadonlySet<string> = new Set([
  'TF400948', // Git repository
  'TF200019', // project
  'TF50612', // group
]);

/** Whether an answer is the sign-in page instead of data: 203 with HTML, or a redirect to it. */
export function isSignInPage(response: Response): boolean {
  return (
    response.status === 203 || (response.status >= 300 && response.status < 400)
  );
}

/** The code at the start of a service message, such as TF200016 or VS403120. */
export function readMessageCode(
  message: string | undefined,
): string | undefined {
  return /\b(?:TF|VS|VSS)\d{4,}\b/.exec(message ?? '')?.[0];
}

/** Identifies a call to Microsoft's support. */
export function readActivityId(headers: Headers): string | undefined {
  return headers.get('activityid') ?? headers.get('x-vss-e2eid') ?? undefined;
}

/** The token by which the next page of a list is asked for. */
export function readContinuationToken(headers: Headers): string | undefined {
  return headers.get('x-ms-continuationtoken') || undefined;
}

/**
 * How long the service wants us to stay away, in milliseconds. It says so on
 * refused calls and, to slow a caller down in time, on successful ones.
 */
export function readRequestedDelay(
  headers: Headers,
  now: number,
): number | undefined {
  const retryAfter = headers.get('retry-after');
  if (retryAfter !== null && retryAfter.trim() !== '') {
    const seconds = Number(retryAfter);
    const milliseconds = Number.isFinite(seconds)
      ? seconds * 1000
      : Date.parse(retryAfter) - now;
    return Number.isFinite(milliseconds)
      ? Math.max(0, milliseconds)
      : undefined;
  }
  const delay = Number(headers.get('x-ratelimit-delay') ?? Number.NaN);
  return Number.isFinite(delay) && delay > 0 ? delay * 1000 : undefined;
}

/** Reads the error body, which is JSON, HTML or missing. */
export function parseErrorBody(text: string): ServiceErrorBody {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) {
      return {};
    }
    const read = (key: string) => {
      const value: unknown = Reflect.get(body, key);
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const details = readValidationResults(body);
    const message = [read('message'), ...details].filter(Boolean).join(' ');
    return { message: message || undefined, typeKey: read('typeKey') };
  } catch {
    // A proxy's or the sign-in page: nothing in it is meant for us.
    return {};
  }
}

/**
 * A run that is refused for its YAML says only "validation errors" in its
 * message; file, line and column are here.
 */
function readValidationResults(body: object): readonly string[] {
  const properties: unknown = Reflect.get(body, 'customProperties');
  const results: unknown =
    typeof properties === 'object' && properties !== null
      ? Reflect.get(properties, 'ValidationResults')
      : undefined;
  return Array.isArray(results)
    ? results
        .map((result: { readonly message?: unknown } | null) => result?.message)
        .filter((message): message is string => typeof message === 'string')
    : [];
}

/** What kind of failure an answer is. */
export function classifyAnswer(answer: FailedAnswer): FailureKind {
  const { status, code = '', typeKey = '' } = answer;
  if (status === 203 || status === 401 || (status >= 300 && status < 400)) {
    return 'not-signed-in';
  }
  if (status === 403) {
    return 'forbidden';
  }
  if (status === 404 || NOT_FOUND_CODES.has(code)) {
    return 'not-found';
  }
  if (
    ALREADY_EXISTS_CODES.has(code) ||
    /^Duplicate\w+Exception$|Exists(Exception)?$/.test(typeKey)
  ) {
    return 'already-exists';
  }
  if (status === 409 || status === 412) {
    return 'outdated';
  }
  if (status === 429) {
    return 'throttled';
  }
  if (status === 400 || status === 422) {
    return 'invalid';
  }
  return status >= 500 ? 'unavailable' : 'unexpected';
}

/** Whether a server does not know the version of the REST API that a call was made with. */
export function isVersionOutOfRange(typeKey: string | undefined): boolean {
  return typeKey === 'VssVersionOutOfRangeException';
}

/** A sentence with the likely cause of a failure and what to do about it. */
export function explainFailure(
  kind: FailureKind,
  call: {
    readonly area: string;
    readonly isWrite: boolean;
    readonly typeKey?: string;
  },
): string {
  const access = requiredAccess(call);
  switch (kind) {
    case 'not-signed-in':
      return 'The token is missing, wrong, expired, or not made for this organization; create a new one and configure it for this host.';
    case 'forbidden':
      return `The user of the token lacks ${access.permission}, or the token lacks the scope "${access.scope}".`;
    case 'not-found':
      return 'It does not exist, or the user of the token may not see it.';
    case 'already-exists':
      return 'Something of this name is there already.';
    case 'outdated':
      return 'Somebody else has changed it at the same time; run again.';
    case 'invalid':
      return isVersionOutOfRange(call.typeKey)
        ? 'This Azure DevOps Server knows only older versions of the REST API; update it to Azure DevOps Server 2022 or later.'
        : 'The service does not accept a value; its message says which.';
    case 'throttled':
      return 'The organization has used up its rate limit; run again later.';
    case 'unavailable':
      return 'The service has a fault of its own; run again later.';
    case 'connection':
      return 'The connection broke before the answer came, so the call may have had its effect; run again, which looks first.';
    case 'timeout':
      return 'No answer came in time, so the call may have had its effect; run again, which looks first.';
    default:
      return 'The service gave an answer that this client does not know.';
  }
}
