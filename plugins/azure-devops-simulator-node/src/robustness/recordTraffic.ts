import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request that made sense. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/**
 * Lets work talk to a server through a proxy that notes its requests. What is
 * deleted stays: a DELETE is noted, and answered without being passed on.
 */
export async function recordTraffic(
  target: string,
  work: (url: string) => Promise<unknown>,
): Promise<readonly RecordedRequest[]> {
  const recorded: RecordedRequest[] = [];
  const proxy = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const body = await readAll(request);
    const contentType = headers['content-type'];
    recorded.push({
      method,
      path: url,
      contentType,
      body: body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined,
    });
    if (method === 'DELETE') {
      response.writeHead(204).end();
      return;
    }
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: headers.authorization ?? '',
        ...(contentType && { 'content-type': contentType }),
      },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? '',
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>(resolve => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  try {
    await work(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  } finally {
    proxy.closeAllConnections();
    await new Promise(resolve => {
      proxy.close(resolve);
    });
  }
  return recorded;
}
