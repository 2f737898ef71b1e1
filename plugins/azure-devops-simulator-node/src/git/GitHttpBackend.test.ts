import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BareRepository } from './BareRepository';
import { GitHttpBackend } from './GitHttpBackend';
import { PushCommand } from './pushCommands';

describe('the server side of git', () => {
  it('ends when a client breaks off in the middle of what it has announced', async () => {
    const root = await mkdtemp(join(tmpdir(), 'simulator-backend-'));
    await BareRepository.create(join(root, 'churn.git'));
    const pushes: (readonly PushCommand[])[] = [];
    const server = createServer((request, response) => {
      const serving = new GitHttpBackend().serve({
        request,
        response,
        root,
        folder: 'churn.git',
        service: 'git-receive-pack',
        query: '',
        user: 'dana',
        pushEnvironment: {},
        refusalOf: () => 'refused',
        onPushReceived: () => {},
        onPushDone: async ({ commands }) => {
          pushes.push(commands);
        },
      });
      serving.then(
        () => server.emit('served'),
        error => server.emit('error', error),
      );
    });
    try {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const socket = connect((server.address() as AddressInfo).port);
      await once(socket, 'connect');
      const served = once(server, 'served');
      const head = [
        'POST /churn.git/git-receive-pack HTTP/1.1',
        'Host: localhost',
        'Content-Type: application/x-git-receive-pack-request',
        'Content-Length: 1000',
        '',
        '0094',
      ];
      socket.write(head.join('\r\n'), () => socket.destroy());
      await served;
      expect(pushes).toEqual([[]]);
    } finally {
      server.close();
      await rm(root, { recursive: true, force: true });
    }
  });
});
