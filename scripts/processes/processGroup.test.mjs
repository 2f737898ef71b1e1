// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, isAlive } from '../testing/isAlive.mjs';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { startProcessGroup, stopAllProcessGroups } from './processGroup.mjs';

/** Prints the number of a grandchild that would live for a minute. */
const WITH_GRANDCHILD = `
  const { spawn } = require('node:child_process');
  const grandchild = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  console.log(grandchild.pid);
  setTimeout(() => {}, 60000);
`;

const DEAF = `process.on('SIGTERM', () => {});${WITH_GRANDCHILD}`;

/** @param {string} program */
async function startWithGrandchild(program) {
  /** @type {number} */
  let grandchild = 0;
  const group = startProcessGroup({
    command: process.execPath,
    args: ['-e', program],
    cwd: process.cwd(),
    environment: process.env,
    onLine: line => {
      grandchild = Number(line);
    },
  });
  await eventually(() => grandchild > 0);
  return { group, grandchild };
}

test('Stopping a group ends its grandchildren too', async () => {
  const { group, grandchild } = await startWithGrandchild(WITH_GRANDCHILD);
  assert.ok(isAlive(grandchild));
  await group.stop();
  assert.equal(group.isRunning(), false);
  await eventually(() => !isAlive(grandchild));
});

test('A group that ignores the polite signal is killed after the grace time', async () => {
  const { group, grandchild } = await startWithGrandchild(DEAF);
  await group.stop(100);
  assert.equal((await group.ended).signal, 'SIGKILL');
  await eventually(() => !isAlive(grandchild));
});

test('The grandchildren of a leader that crashed are ended by stopping its group', async () => {
  const { group, grandchild } = await startWithGrandchild(WITH_GRANDCHILD);
  process.kill(/** @type {number} */ (group.pid), 'SIGKILL');
  await group.ended;
  assert.ok(isAlive(grandchild));
  await group.stop();
  await eventually(() => !isAlive(grandchild));
});

test('Stopping all groups ends every one of them', async () => {
  const first = await startWithGrandchild(WITH_GRANDCHILD);
  const second = await startWithGrandchild(WITH_GRANDCHILD);
  await stopAllProcessGroups();
  assert.deepEqual(
    [first.group.isRunning(), second.group.isRunning()],
    [false, false],
  );
});

test('The log holds all output, and the last lines are remembered without colours', async t => {
  const logFile = join(temporaryDirectory(t), 'logs', 'program.log');
  const group = startProcessGroup({
    command: process.execPath,
    args: [
      '-e',
      'console.log("one\\n"); console.error("\\u001b[31mtwo\\u001b[0m")',
    ],
    cwd: process.cwd(),
    environment: process.env,
    logFile,
  });
  assert.deepEqual(await group.ended, { code: 0, signal: null });
  assert.deepEqual(group.lastLines().sort(), ['one', 'two']);
  await eventually(() => readFileSync(logFile, 'utf8').includes('two'));
});

test('A program that does not exist ends with the reason', async () => {
  const group = startProcessGroup({
    command: 'no-such-program-anywhere',
    args: [],
    cwd: process.cwd(),
    environment: process.env,
  });
  assert.match(String((await group.ended).error), /ENOENT/);
  await group.stop();
});

test('A forked grandchild that reads no input lives on', async () => {
  const preload = fileURLToPath(
    new URL('./exitWithParent.cjs', import.meta.url),
  );
  /** @type {string[]} */
  const lines = [];
  const group = startProcessGroup({
    command: process.execPath,
    args: [
      '--require',
      preload,
      '-e',
      `require('node:child_process').spawn(process.execPath,
         ['--require', ${JSON.stringify(
           preload,
         )}, '-e', 'setTimeout(() => console.log("lived"), 300)'],
         { stdio: ['ignore', 'inherit', 'inherit'] });`,
    ],
    cwd: process.cwd(),
    environment: process.env,
    onLine: line => lines.push(line),
  });
  assert.equal((await group.ended).code, 0);
  assert.deepEqual(lines, ['lived']);
});

test('A server whose parent is killed outright ends, and so do its children', async () => {
  const preload = fileURLToPath(
    new URL('./exitWithParent.cjs', import.meta.url),
  );
  const module = new URL('./processGroup.mjs', import.meta.url).href;
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startProcessGroup } from ${JSON.stringify(module)};
       const group = startProcessGroup({
         command: process.execPath,
         args: ['--require', ${JSON.stringify(preload)}, '-e',
           ${JSON.stringify(WITH_GRANDCHILD)}],
         cwd: process.cwd(),
         environment: process.env,
         onLine: line => console.log(group.pid, line),
       });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  /** @type {number[]} */
  let pids = [];
  parent.stdout.on('data', chunk => {
    pids = String(chunk).trim().split(' ').map(Number);
  });
  await eventually(() => pids.length === 2);
  assert.deepEqual(pids.map(isAlive), [true, true]);
  parent.kill('SIGKILL');
  await eventually(() => !pids.some(isAlive));
});
