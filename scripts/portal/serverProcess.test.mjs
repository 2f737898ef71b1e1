// @ts-check
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from '../processes/ports.mjs';
import { eventually } from '../testing/isAlive.mjs';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { startServer } from './serverProcess.mjs';

const SERVER = `
  console.log('serving');
  require('node:http')
    .createServer((request, response) => {
      response.end('ok');
      if (request.url === '/crash') {
        console.error('something broke');
        setTimeout(() => process.exit(7), 50);
      }
    })
    .listen(Number(process.argv[2]), '127.0.0.1');
`;

/**
 * @param {import('node:test').TestContext} context
 * @param {string} program
 */
async function define(context, program) {
  const directory = temporaryDirectory(context);
  const entry = join(directory, 'server.cjs');
  writeFileSync(entry, program);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const logFile = join(directory, 'server.log');
  return {
    url,
    logFile,
    definition: {
      name: 'The test server',
      entry,
      args: [String(port)],
      cwd: directory,
      nodeEnvironment: {
        executable: process.execPath,
        environment: process.env,
      },
      loaderArguments: [],
      environment: {},
      logFile,
      answeringUrls: [url],
    },
  };
}

test('A server is killed alone and starts again as before, with one log', async t => {
  const { definition, url, logFile } = await define(t, SERVER);
  const server = await startServer(definition);
  t.after(() => server.stop());
  const firstPid = server.pid;
  await server.kill();
  await assert.rejects(fetch(url));
  await server.restart();
  assert.equal((await fetch(url)).status, 200);
  assert.notEqual(server.pid, firstPid);
  await eventually(
    () => readFileSync(logFile, 'utf8').match(/serving/g)?.length === 2,
  );
});

test('A server that dies is reported with its exit code and the end of its log', async t => {
  const { definition, url } = await define(t, SERVER);
  const server = await startServer(definition);
  t.after(() => server.stop());
  await fetch(`${url}crash`);
  const failure = await server.died;
  assert.match(
    failure.message,
    /^The test server ended by itself \(exit code 7\): its log is .*server\.log, and ends with\n {2}serving\n {2}something broke$/,
  );
});

test('A server that ends before it answers fails its start', async t => {
  const { definition } = await define(
    t,
    'console.error("no database"); process.exit(3)',
  );
  await assert.rejects(
    startServer(definition),
    /ended by itself \(exit code 3\).*\n {2}no database$/,
  );
});

test('A start that has become pointless is stopped', async t => {
  const { definition } = await define(t, 'setTimeout(() => {}, 60000)');
  await assert.rejects(
    startServer({ ...definition, signal: AbortSignal.timeout(200) }),
    /The test server was stopped while it started/,
  );
});
