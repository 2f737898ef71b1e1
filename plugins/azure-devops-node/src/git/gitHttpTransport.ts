import type {
  GitHttpRequest,
  GitHttpResponse,
  HttpClient,
} from 'isomorphic-git';

/** What git over HTTPS needs from its surroundings. */
export interface GitHttpTransportOptions {
  /** The function that does HTTP; Node's own `fetch` unless a test hands in another. */
  readonly fetch?: typeof fetch;
  /** Headers that sign the request in, asked for anew on every request because tokens expire. */
  readonly authorization: () => Promise<Readonly<Record<string, string>>>;
  /** Makes the error for an answer that git cannot use. */
  readonly toError: (
    response: Response,
    request: { readonly method: string; readonly url: string },
  ) => Promise<Error>;
  readonly signal?: AbortSignal;
}

/**
 * The HTTP half of isomorphic-git over `fetch`.
 *
 * The token travels in a header of this process: never in a URL, a process
 * list or a git configuration file.
 */
export function createGitHttpTransport(
  options: GitHttpTransportOptions,
): HttpClient {
  const { fetch: doFetch = fetch, authorization, toError, signal } = options;
  return {
    async request(request: GitHttpRequest): Promise<GitHttpResponse> {
      const { url, method = 'GET', headers = {}, body } = request;
      const response = await doFetch(url, {
        method,
        headers: { ...headers, ...(await authorization()) },
        body: body ? await collect(body) : undefined,
        redirect: 'manual',
        signal,
      });
      // 203 and 3xx lead to a sign-in page: no answer of git's.
      if (response.status !== 200) {
        throw await toError(response, { method, url });
      }
      return {
        url: response.url,
        method,
        statusCode: response.status,
        statusMessage: response.statusText,
        headers: Object.fromEntries(response.headers),
        body: read(response),
      };
    },
  };
}

async function collect(
  body: AsyncIterable<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function* read(response: Response): AsyncIterableIterator<Uint8Array> {
  if (!response.body) {
    return;
  }
  for await (const chunk of response.body) {
    yield chunk;
  }
}
