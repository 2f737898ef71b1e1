import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  startSimulator,
  type Simulator,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { answerRequests } from '../processes/answerRequests';

/** What the process that serves can be asked for. */
export type ServerRequests = {
  /** Starts the simulator on a folder, in place of the one before. */
  start: {
    readonly input: { readonly dataDirectory: string };
    readonly answer: {
      readonly url: string;
      readonly token: string;
      readonly milliseconds: number;
    };
  };
  /** Serves a folder of repositories with `git http-backend` and nothing around it. */
  startPlainGit: {
    readonly input: { readonly root: string };
    readonly answer: { readonly url: string };
  };
  stop: { readonly input: undefined; readonly answer: undefined };
};

let simulator: Simulator | undefined;
let plain: Server | undefined;

async function stop(): Promise<undefined> {
  await simulator?.close();
  simulator = undefined;
  plain?.closeAllConnections();
  plain?.close();
  plain = undefined;
  return undefined;
}

/** The least that serves git over HTTP: one process for each request, its output passed on. */
function plainGit(root: string): Server {
  return createServer((request, response) => {
    const [path, query = ''] = (request.url ?? '').split('?', 2);
    const git = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        REQUEST_METHOD: request.method,
        QUERY_STRING: query,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REMOTE_USER: 'somebody',
      },
    });
    git.stderr.resume();
    git.stdin.on('error', () => request.resume());
    request.pipe(git.stdin);
    let head = Buffer.alloc(0);
    const onHead = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) {
        return;
      }
      git.stdout.off('data', onHead);
      for (const line of head.toString('latin1', 0, end).split('\r\n')) {
        const [name, value] = line.split(': ');
        if (name === 'Status') {
          response.statusCode = Number.parseInt(value, 10);
        } else {
          response.setHeader(name, value);
        }
      }
      response.write(head.subarray(end + 4));
      git.stdout.pipe(response);
    };
    git.stdout.on('data', onHead);
  });
}

answerRequests<ServerRequests>({
  async start({ dataDirectory }) {
    await stop();
    const before = performance.now();
    simulator = await startSimulator({ dataDirectory });
    const milliseconds = performance.now() - before;
    return { url: simulator.url, token: simulator.token, milliseconds };
  },
  async startPlainGit({ root }) {
    const server = plainGit(root);
    plain = server;
    await new Promise<void>(fulfil => {
      server.listen(0, '127.0.0.1', fulfil);
    });
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}` };
  },
  stop,
});
