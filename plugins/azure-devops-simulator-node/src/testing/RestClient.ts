import { Simulator } from '../startSimulator';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; tests look into it freely. */
  readonly body: Json;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers of any shape
export type Json = any;

export interface RestCall {
  readonly method?: string;
  readonly body?: unknown;
  /** Sent as it is instead of a body made from `body`. */
  readonly rawBody?: string;
  readonly token?: string | null;
  readonly version?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export function basic(token: string): string {
  return `Basic ${Buffer.from(`:${token}`).toString('base64')}`;
}

/** Speaks to a simulator over HTTP, as any client does. */
export class RestClient {
  readonly #simulator: Pick<Simulator, 'organizationUrl' | 'token'>;

  constructor(simulator: Pick<Simulator, 'organizationUrl' | 'token'>) {
    this.#simulator = simulator;
  }

  /** `path` is below the organization; `7.1` is asked for unless the call says otherwise. */
  async call(path: string, call: RestCall = {}): Promise<RestAnswer> {
    const url = new URL(`${this.#simulator.organizationUrl()}/${path}`);
    if (call.version !== null && !url.searchParams.has('api-version')) {
      url.searchParams.set('api-version', call.version ?? '7.1-preview');
    }
    const token = call.token === undefined ? this.#simulator.token : call.token;
    const response = await fetch(url, {
      method: call.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(token !== null && { authorization: basic(token) }),
        ...((call.body !== undefined || call.rawBody !== undefined) && {
          'content-type': 'application/json',
        }),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...(call.rawBody !== undefined && { body: call.rawBody }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes(
      'json',
    );
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  }

  get(path: string, call: RestCall = {}) {
    return this.call(path, call);
  }

  post(path: string, body: unknown, call: RestCall = {}) {
    return this.call(path, { ...call, method: 'POST', body });
  }

  put(path: string, body: unknown, call: RestCall = {}) {
    return this.call(path, { ...call, method: 'PUT', body });
  }

  patch(path: string, body: unknown, call: RestCall = {}) {
    return this.call(path, { ...call, method: 'PATCH', body });
  }

  delete(path: string, call: RestCall = {}) {
    return this.call(path, { ...call, method: 'DELETE' });
  }
}
