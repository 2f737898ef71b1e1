import { connect, Socket } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

interface Head {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly length: number;
}

function parseHead(text: string, length: number): Head {
  const [first, ...lines] = text.split('\r\n');
  const headers = new Map(
    lines.map(line => {
      const colon = line.indexOf(':');
      return [
        line.slice(0, colon).toLowerCase(),
        line.slice(colon + 1).trim(),
      ] as const;
    }),
  );
  return { status: Number(first.split(' ')[1]), headers, length };
}

/** The bytes of a chunked body; undefined while it is not complete. */
function dechunk(
  bytes: Buffer,
): { readonly body: string; readonly end: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) {
      return undefined;
    }
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const end = line + 2 + size + 2;
    if (bytes.length < end) {
      return undefined;
    }
    if (size === 0) {
      return { body: Buffer.concat(parts).toString('utf8'), end };
    }
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = end;
  }
}

/** Milliseconds after which a request counts as forgotten; no measure of speed. */
const longestSilence = 20_000;

/** A connection on which anything can be sent, one request after the other. */
export class RawConnection {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /**
   * Sends the bytes and reads one answer; undefined when the server closes the
   * connection without one. A server that closes after its answer gets a new connection next time.
   */
  send(
    bytes: Buffer,
    options: { readonly isHead?: boolean } = {},
  ): Promise<RawAnswer | undefined> {
    const socket = this.#open();
    return new Promise(resolve => {
      let collected = Buffer.alloc(0);
      const timers: NodeJS.Timeout[] = [];
      const finish = (answer: RawAnswer | undefined) => {
        timers.forEach(clearTimeout);
        socket.removeAllListeners('data');
        socket.removeAllListeners('close');
        if (answer?.headers.get('connection') === 'close') {
          this.close();
        }
        resolve(answer);
      };
      const giveUp = () => {
        this.close();
        finish(undefined);
      };
      timers.push(setTimeout(giveUp, longestSilence));
      socket.on('data', chunk => {
        collected = Buffer.concat([collected, chunk]);
        const answer = this.#parse(collected, options.isHead === true);
        if (answer) {
          finish(answer);
        }
      });
      socket.once('close', () => {
        this.#socket = undefined;
        finish(this.#parse(collected, true));
      });
      socket.write(bytes);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    if (!this.#socket || this.#socket.destroyed) {
      this.#socket = connect(this.#port, '127.0.0.1').setNoDelay(true);
      this.#socket.on('error', () => {}); // 'close' follows
    }
    return this.#socket;
  }

  #parse(bytes: Buffer, isBodyless: boolean): RawAnswer | undefined {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) {
      return undefined;
    }
    const { status, headers, length } = parseHead(
      bytes.toString('latin1', 0, end),
      end + 4,
    );
    if (status === 100) {
      return this.#parse(bytes.subarray(length), isBodyless);
    }
    const rest = bytes.subarray(length);
    if (headers.get('transfer-encoding') === 'chunked' && !isBodyless) {
      const chunked = dechunk(rest);
      return chunked && { status, headers, body: chunked.body };
    }
    const size = Number(headers.get('content-length') ?? 0);
    if (!isBodyless && rest.length < size) {
      return undefined;
    }
    return { status, headers, body: rest.toString('utf8', 0, size) };
  }
}
