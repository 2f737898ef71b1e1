import type {
  GitHttpRequest,
  GitHttpResponse,
  HttpClient,
} from 'isomorphic-git';
import type { GitHttpSettings } from '../client/AzureDevOpsClient';

/**
 * The HTTP half of isomorphic-git over `fetch`.
 *
 * The token travels in a header of this process: never in a URL, a process
 * list or a git configuration file.
 */
export function createGitHttpTransport(options: GitHttpSettings): HttpClient {
  const { fetch: doFetch, authorization, toError, signal } = options;
  const fail = (cause: unknown, request: GitHttpRequest): never => {
    signal?.throwIfAborted();
    throw options.toFailure(cause, {
      method: request.method ?? 'GET',
      url: request.url,
    });
  };
  return {
    async request(request: GitHttpRequest): Promise<GitHttpResponse> {
      const { url, method = 'GET', headers = {}, body } = request;
      const signIn = await authorization();
      const response = await doFetch(url, {
        method,
        headers: { ...headers, ...signIn },
        body: body ? await collect(body) : undefined,
        redirect: 'manual',
        signal,
      }).catch(cause => fail(cause, request));
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
        body: read(response, cause => fail(cause, request)),
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

async function* read(
  response: Response,
  fail: (cause: unknown) => never,
): AsyncIterableIterator<Uint8Array> {
  const chunks = response.body?.getReader();
  while (chunks !== undefined) {
    const { done, value } = await chunks.read().catch(fail);
    if (done) {
      return;
    }
    yield value;
  }
}
