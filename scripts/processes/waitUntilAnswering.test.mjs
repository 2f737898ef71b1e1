// @ts-check
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { freePort } from './ports.mjs';
import { waitUntilAnswering } from './waitUntilAnswering.mjs';

test('The wait goes on while the server refuses and answers with errors', async t => {
  const port = await freePort();
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(requests < 3 ? 503 : 200).end();
  });
  t.after(() => server.close());
  setTimeout(() => server.listen(port, '127.0.0.1'), 300);
  assert.equal(
    await waitUntilAnswering(`http://127.0.0.1:${port}/`, {
      timeoutMilliseconds: 20_000,
    }),
    true,
  );
  assert.equal(requests, 3);
});

test('The wait ends when the server is given up', async () => {
  assert.equal(
    await waitUntilAnswering(`http://127.0.0.1:${await freePort()}/`, {
      timeoutMilliseconds: 60_000,
      isAbandoned: () => true,
    }),
    false,
  );
});
