import { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PushCommand, PushCommandReader } from './pushCommands';
import { acceptedReferences } from './PushReport';
import { explainRefusals } from './referenceGuard';
import { spawnGit } from './runGit';

export interface GitHttpRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Folder that holds the bare repositories. */
  readonly root: string;
  /** Folder of the repository below the root. */
  readonly folder: string;
  /** `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  readonly service: string;
  readonly query: string;
  readonly user: string;
  /** More for the environment of a git process that takes a push. */
  readonly pushEnvironment: Readonly<Record<string, string>>;
  /** Why a reference of a push was refused. */
  readonly refusalOf: (reference: string) => string;
  /** Called when git has all that it needs to carry out a push. */
  readonly onPushReceived: () => void;
  /** Called after a push, before the client hears of it. */
  readonly onPushDone: (push: {
    readonly commands: readonly PushCommand[];
    /** Those that git says it has moved; undefined if it was asked not to say. */
    readonly accepted: ReadonlySet<string> | undefined;
  }) => Promise<void>;
}

interface CgiHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

function parseHead(text: string): CgiHead {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') {
      status = Number.parseInt(value, 10);
    } else if (name) {
      headers[name] = value;
    }
  }
  return { status, headers };
}

/** Splits the head of a CGI answer from its body, which stays a stream. */
async function readHead(
  output: Readable,
): Promise<{ readonly head: CgiHead; readonly rest: Buffer } | undefined> {
  let collected = Buffer.alloc(0);
  for (;;) {
    const chunk = output.read() as Buffer | null;
    if (chunk === null) {
      if (output.readableEnded || output.destroyed) {
        return undefined;
      }
      await new Promise<void>(resolve => {
        const wake = () => {
          output.off('readable', wake);
          output.off('end', wake);
          output.off('close', wake);
          resolve();
        };
        output.once('readable', wake);
        output.once('end', wake);
        output.once('close', wake);
      });
      continue;
    }
    collected = Buffer.concat([collected, chunk]);
    const end = /\r?\n\r?\n/.exec(collected.toString('latin1'));
    if (end) {
      const head = parseHead(collected.toString('latin1', 0, end.index));
      return { head, rest: collected.subarray(end.index + end[0].length) };
    }
  }
}

/** Takes everything that comes; what git no longer wants is thrown away, so that its answer still finds the client. */
function leniently(input: Writable, onChunk: (chunk: Buffer) => void) {
  input.on('error', () => {}); // git has ended early, which its answer explains
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      onChunk(chunk);
      if (!input.writable || input.write(chunk)) {
        done();
        return;
      }
      const goOn = () => {
        input.off('drain', goOn);
        input.off('close', goOn);
        done();
      };
      input.on('drain', goOn);
      input.on('close', goOn);
    },
  });
}

/** Serves git's smart HTTP protocol by running `git http-backend`, git's own server side. */
export class GitHttpBackend {
  async serve(call: GitHttpRequest): Promise<void> {
    const { response } = call;
    const isPush = call.service === 'git-receive-pack';
    const child = spawnGit(['http-backend'], {
      environment: this.#environment(call),
    });
    const closed = new Promise<void>(resolve =>
      child.once('close', () => resolve()),
    );
    child.once('error', () => child.stdout.destroy());
    child.stderr.resume();
    response.once('close', () => {
      if (!response.writableFinished && !isPush) {
        child.kill();
      }
    });

    const reader = new PushCommandReader();
    const feeding = this.#feed(call, child.stdin, isPush ? reader : undefined);
    const answer = await readHead(child.stdout);
    if (!answer) {
      await feeding;
      response.writeHead(503).end('git http-backend gave no answer\n');
      return;
    }
    const { head, rest } = answer;
    if (isPush) {
      const collected = [rest];
      for await (const chunk of child.stdout) {
        collected.push(chunk as Buffer);
      }
      await closed;
      await feeding;
      const body = explainRefusals(Buffer.concat(collected), call.refusalOf);
      const { commands } = reader;
      await call.onPushDone({ commands, accepted: acceptedReferences(body) });
      response.writeHead(head.status, head.headers).end(body);
      return;
    }
    response.writeHead(head.status, head.headers);
    response.write(rest);
    await pipeline(child.stdout, response).catch(() => child.kill());
    await feeding;
  }

  #environment(call: GitHttpRequest): Readonly<Record<string, string>> {
    const { headers } = call.request;
    const protocol = headers['git-protocol'];
    return {
      ...call.pushEnvironment,
      GIT_PROJECT_ROOT: call.root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${call.folder}/${call.service}`,
      PATH_TRANSLATED: '',
      REQUEST_METHOD: call.request.method ?? 'GET',
      QUERY_STRING: call.query,
      CONTENT_TYPE: headers['content-type'] ?? '',
      REMOTE_USER: call.user,
      REMOTE_ADDR: call.request.socket.remoteAddress ?? '',
      // No CONTENT_LENGTH: git waits for so many bytes without end when a client breaks off.
      ...(typeof protocol === 'string' && { GIT_PROTOCOL: protocol }),
    };
  }

  async #feed(
    { request, onPushReceived }: GitHttpRequest,
    input: Writable,
    reader: PushCommandReader | undefined,
  ): Promise<void> {
    const stages =
      request.headers['content-encoding'] === 'gzip' ? [createGunzip()] : [];
    const git = leniently(input, chunk => reader?.read(chunk));
    // A client that breaks off, or that sends what cannot be unpacked: git sees the end of its input.
    await pipeline([request, ...stages, git]).catch(() => {});
    if (reader) {
      onPushReceived();
    }
    input.end();
  }
}
