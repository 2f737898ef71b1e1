import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What the server does with a request. */
export type ScriptedAnswer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly text?: string;
    }
  | 'drop the connection'
  | 'stop half way'
  | 'never answer';

/** A real HTTP server that answers as a test says. */
export interface ScriptedServer {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  /** Answers to come, in order; the last one stays. */
  answer(...answers: readonly ScriptedAnswer[]): void;
  close(): Promise<void>;
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = [];
  let script: readonly ScriptedAnswer[] = [{ json: {} }];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', 'http://localhost');
    received.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
    });
    const [answer] = script;
    script = script.length > 1 ? script.slice(1) : script;
    if (answer === 'drop the connection') {
      request.socket.destroy();
    } else if (answer === 'stop half way') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    } else if (answer !== 'never answer') {
      response.writeHead(answer.status ?? 200, {
        'content-type':
          answer.json === undefined ? 'text/html' : 'application/json',
        ...answer.headers,
      });
      response.end(
        answer.json === undefined ? answer.text : JSON.stringify(answer.json),
      );
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer: (...answers) => {
      script = answers;
      received.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
