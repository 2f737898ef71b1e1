// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { freePort, isPortFree, requireFreePort } from './ports.mjs';

/**
 * @param {import('node:test').TestContext} context
 * @param {string} host
 */
async function listen(context, host) {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  context.after(() => server.close());
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  return address.port;
}

test('A busy port is named with its purpose and the variable that moves it', async t => {
  const port = await listen(t, '127.0.0.1');
  await assert.rejects(
    requireFreePort({ port, purpose: 'the portal', variable: 'PORTAL_PORT' }),
    {
      message: `Port ${port}, needed for the portal, is in use by another program: end that program, or choose another port with the environment variable PORTAL_PORT.`,
    },
  );
});

test('A port on which somebody listens for every address is busy', async t => {
  assert.equal(await isPortFree(await listen(t, '0.0.0.0')), false);
});

test('A free port is free, and is handed out once', async () => {
  const ports = [await freePort(), await freePort(), await freePort()];
  assert.equal(new Set(ports).size, 3);
  for (const port of ports) {
    assert.equal(await isPortFree(port), true);
    await requireFreePort({ port, purpose: 'a test', variable: 'TEST_PORT' });
  }
});
