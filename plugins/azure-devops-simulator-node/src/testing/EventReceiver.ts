import { createServer, IncomingHttpHeaders, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { Json } from './RestClient';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Json;
}

/** A receiver of events that can be waited for. */
export class EventReceiver {
  readonly #received: Received[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #server: Server;
  status = 200;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      this.#received.push({
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.statusCode = this.status;
      response.setHeader('location', 'http://192.0.2.1/');
      response.end('thanks');
      this.#waiting.splice(0).forEach(wake => wake());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>(done => this.#server.listen(0, '127.0.0.1', done));
  }

  get url(): string {
    return `http://127.0.0.1:${
      (this.#server.address() as AddressInfo).port
    }/events`;
  }

  async next(eventType: string): Promise<Received> {
    for (;;) {
      const index = this.#received.findIndex(
        ({ body }) => body.eventType === eventType,
      );
      if (index >= 0) {
        return this.#received.splice(index, 1)[0];
      }
      await new Promise<void>(wake => this.#waiting.push(wake));
    }
  }

  async stop(): Promise<void> {
    await new Promise(done => this.#server.close(done));
  }
}
