import { isRead, type ApiRequest } from './ApiRequest';
import { olderVersionOf } from './apiVersions';
import { AzureDevOpsError, FailedRequest } from './AzureDevOpsError';
import { Clock } from './clock';
import {
  isSignInPage,
  isVersionOutOfRange,
  readContinuationToken,
  readRequestedDelay,
} from './dialect';
import { encodeSegment, serviceUrl } from './hosts';
import { readBody } from './readBody';
import {
  backoffMilliseconds,
  isWorthRetrying,
  LONGEST_WAIT_MILLISECONDS,
  MAXIMUM_ATTEMPTS,
} from './retry';

/** One exchange with Azure DevOps, for logs and figures. @public */
export interface RequestEvent {
  readonly method: string;
  readonly url: string;
  /** `undefined` when no answer came. */
  readonly status: number | undefined;
  readonly milliseconds: number;
}

/** What the transport is made of; every effect is handed in. */
export interface TransportOptions {
  readonly organizationUrl: string;
  readonly authorization: () => Promise<Readonly<Record<string, string>>>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal;
  readonly onRequest?: (event: RequestEvent) => void;
}

/** How many exchanges there were. @public */
export interface RequestStatistics {
  readonly calls: number;
  /** Those that ask the service to change something. */
  readonly writes: number;
}

/** State that all copies of one client share. */
interface SharedState {
  calls: number;
  writes: number;
  /** The service has asked us to make no call before this moment. */
  notBefore: number;
  /** The service has refused the version that calls are made with. */
  isOlder: boolean;
  readonly constants: Map<string, string>;
}

/** Sends calls, waits as told, and turns everything but success into an error. */
export class AzureDevOpsTransport {
  private readonly options: TransportOptions;
  private readonly state: SharedState;

  constructor(options: TransportOptions, state?: SharedState) {
    this.options = options;
    this.state = state ?? {
      calls: 0,
      writes: 0,
      notBefore: 0,
      isOlder: false,
      constants: new Map(),
    };
  }

  get statistics(): RequestStatistics {
    return { calls: this.state.calls, writes: this.state.writes };
  }

  /** What never changes, so that all copies of a client ask for it once. */
  get constants(): Map<string, string> {
    return this.state.constants;
  }

  get settings(): TransportOptions {
    return this.options;
  }

  /** The same transport, counting and waiting together, that also ends with another signal. */
  withSignal(signal: AbortSignal): AzureDevOpsTransport {
    const own = this.options.signal;
    const both = own === undefined ? signal : AbortSignal.any([own, signal]);
    return new AzureDevOpsTransport(
      { ...this.options, signal: both },
      this.state,
    );
  }

  /** Makes a call and returns its JSON body. */
  async send<Body>(request: ApiRequest): Promise<Body> {
    const { body } = await this.exchange<Body>(request);
    return body;
  }

  /** Makes a call whose result may be missing. */
  async find<Body>(request: ApiRequest): Promise<Body | undefined> {
    try {
      return await this.send<Body>(request);
    } catch (error) {
      if (error instanceof AzureDevOpsError && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  /** Goes through a list, page after page. */
  async *list<Item>(request: ApiRequest): AsyncGenerator<Item> {
    const seen = new Set<string>();
    let continuationToken: string | undefined;
    do {
      const { body, headers } = await this.exchange<{
        readonly value?: readonly Item[];
      }>({ ...request, query: { ...request.query, continuationToken } });
      yield* body.value ?? [];
      const next = readContinuationToken(headers);
      // A service that hands out a token again would keep us here for good.
      continuationToken =
        next === undefined || seen.has(next) ? undefined : next;
      seen.add(next ?? '');
    } while (continuationToken !== undefined);
  }

  private async exchange<Body>(
    request: ApiRequest,
  ): Promise<{ readonly body: Body; readonly headers: Headers }> {
    for (let attempt = 1; ; attempt++) {
      const { isOlder } = this.state;
      const failed = {
        method: request.method ?? 'GET',
        url: this.addressOf(request, isOlder),
        area: request.area,
        isWrite: !isRead(request),
      };
      try {
        const response = await this.attempt(request, failed);
        return {
          body: await readBody<Body>(response, failed, this.options.signal),
          headers: response.headers,
        };
      } catch (error) {
        if (!isOlder && isOutOfRange(error)) {
          // Refused before it had any effect, so even a write can be made again.
          this.state.isOlder = true;
        } else {
          await this.waitBeforeRetry({
            error,
            reads: isRead(request),
            attempt,
          });
        }
      }
    }
  }

  private addressOf(request: ApiRequest, isOlder: boolean): string {
    const { organizationUrl } = this.options;
    const base = serviceUrl(organizationUrl, request.service ?? 'core');
    const path = request.path.map(encodeSegment).join('/');
    const url = new URL(`${base}/${path}`);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(key, String(value));
      }
    }
    const { apiVersion } = request;
    url.searchParams.set(
      'api-version',
      isOlder ? olderVersionOf(apiVersion) : apiVersion,
    );
    return url.toString();
  }

  private async attempt(
    request: ApiRequest,
    failed: FailedRequest,
  ): Promise<Response> {
    const { signal, clock } = this.options;
    signal?.throwIfAborted();
    const wait = this.state.notBefore - clock.now();
    if (wait > 0) {
      await clock.sleep(Math.min(wait, LONGEST_WAIT_MILLISECONDS), signal);
    }
    const response = await this.fetchCounted(request, failed);
    const delay = readRequestedDelay(response.headers, clock.now());
    if (delay !== undefined) {
      this.state.notBefore = Math.max(
        this.state.notBefore,
        clock.now() + delay,
      );
    }
    if (isSignInPage(response) || !response.ok) {
      const error = await AzureDevOpsError.fromResponse(response, failed);
      signal?.throwIfAborted();
      throw error;
    }
    return response;
  }

  private async fetchCounted(
    request: ApiRequest,
    failed: FailedRequest,
  ): Promise<Response> {
    const { clock, authorization, signal, timeoutMilliseconds } = this.options;
    const headers = {
      accept: 'application/json',
      ...(request.body === undefined
        ? {}
        : { 'content-type': request.contentType ?? 'application/json' }),
      ...(await authorization()),
    };
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const started = clock.now();
    let status: number | undefined;
    this.state.calls += 1;
    this.state.writes += isRead(request) ? 0 : 1;
    try {
      const response = await this.options.fetch(failed.url, {
        method: failed.method,
        headers,
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
        // A redirect leads to the sign-in page, never to data.
        redirect: 'manual',
        signal:
          signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      });
      status = response.status;
      return response;
    } catch (cause) {
      signal?.throwIfAborted();
      throw AzureDevOpsError.fromFailure(
        timeout.aborted ? 'timeout' : 'connection',
        failed,
        cause,
      );
    } finally {
      this.options.onRequest?.({
        method: failed.method,
        url: failed.url,
        status,
        milliseconds: clock.now() - started,
      });
    }
  }

  /** Returns when the call may be made again; throws the error when it may not. */
  private async waitBeforeRetry(options: {
    readonly error: unknown;
    readonly reads: boolean;
    readonly attempt: number;
  }): Promise<void> {
    const { error, reads, attempt } = options;
    const { clock, signal, random } = this.options;
    const mayRetry =
      error instanceof AzureDevOpsError &&
      attempt < MAXIMUM_ATTEMPTS &&
      isWorthRetrying(error, reads);
    if (!mayRetry) {
      throw error;
    }
    const told = this.state.notBefore - clock.now();
    if (told > LONGEST_WAIT_MILLISECONDS) {
      throw error;
    }
    // What the service has asked for is waited for before the next attempt anyway.
    if (told <= 0) {
      await clock.sleep(backoffMilliseconds(attempt, random), signal);
    }
  }
}

function isOutOfRange(error: unknown): boolean {
  return (
    error instanceof AzureDevOpsError && isVersionOutOfRange(error.typeKey)
  );
}
