import type { GitHttpResponse, HttpClient } from 'isomorphic-git';

/**
 * The same transport, which asks once which branches a repository has before
 * pushes to it, and gives each push the answer from then.
 *
 * A push names the commit that it takes its branch to be at, and the server
 * refuses it when that has changed (gitprotocol-pack, "Reference Update
 * Request"): an old answer overwrites nothing.
 */
export function rememberAdvertisement(http: HttpClient): HttpClient {
  const remembered = new Map<string, Promise<Remembered>>();
  return {
    async request(request) {
      const { url, method = 'GET' } = request;
      if (method !== 'GET' || !url.endsWith('service=git-receive-pack')) {
        return http.request(request);
      }
      const asked = remembered.get(url) ?? http.request(request).then(read);
      remembered.set(url, asked);
      const { chunks, ...response } = await asked;
      return { ...response, body: replay(chunks) };
    },
  };
}

type Remembered = Omit<GitHttpResponse, 'body'> & {
  readonly chunks: readonly Uint8Array[];
};

async function read({
  body,
  ...response
}: GitHttpResponse): Promise<Remembered> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
  }
  return { ...response, chunks };
}

async function* replay(
  chunks: readonly Uint8Array[],
): AsyncIterableIterator<Uint8Array> {
  yield* chunks;
}
