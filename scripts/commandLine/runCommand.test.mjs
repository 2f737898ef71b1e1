// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { eventually, isAlive } from '../testing/isAlive.mjs';

const MODULES = ['./runCommand.mjs', './commandError.mjs']
  .concat('../processes/processGroup.mjs')
  .map(name => new URL(name, import.meta.url).href);

/**
 * Runs a command whose main function has this body.
 *
 * @param {string} body
 */
function start(body) {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { runCommand } from ${JSON.stringify(MODULES[0])};
     import { CommandError } from ${JSON.stringify(MODULES[1])};
     import { startProcessGroup } from ${JSON.stringify(MODULES[2])};
     const sleep = () => startProcessGroup({
       command: process.execPath, args: ['-e', 'setTimeout(() => {}, 60000)'],
       cwd: process.cwd(), environment: process.env,
     });
     await runCommand(async interruption => { ${body} });`,
  ]);
  const run = { child, output: '', error: '', exit: once(child, 'exit') };
  child.stdout.on('data', chunk => (run.output += chunk));
  child.stderr.on('data', chunk => (run.error += chunk));
  return run;
}

test('A failure that its reader can act on is one sentence, with its exit code', async () => {
  const run = start(
    `throw new CommandError('The disk is full.', { exitCode: 3 });`,
  );
  assert.deepEqual(await run.exit, [3, null]);
  assert.equal(run.error, '\nThe disk is full.\n');
});

test('A mistake of ours shows where it is', async () => {
  const run = start('undefined.property;');
  assert.deepEqual(await run.exit, [1, null]);
  assert.match(run.error, /TypeError[\s\S]*\n\s+at /);
});

test('A command that fails leaves no process behind', async () => {
  const run = start(
    `console.log(sleep().pid); throw new CommandError('Failed.');`,
  );
  assert.deepEqual(await run.exit, [1, null]);
  assert.equal(isAlive(Number(run.output)), false);
});

test('A command that is interrupted at work leaves no process behind and says so by its exit code', async () => {
  const run = start(`const group = sleep(); console.log(group.pid);
    await group.ended; throw new CommandError('It was ended.');`);
  await eventually(() => run.output !== '');
  run.child.kill('SIGTERM');
  assert.deepEqual(await run.exit, [143, null]);
  assert.equal(isAlive(Number(run.output)), false);
  assert.equal(run.error, '');
});

test('A command that is interrupted starts nothing more', async () => {
  const run = start(`
    for (let count = 0; count < 3; count += 1) {
      const group = sleep(); console.log(group.pid); await group.ended;
    }`);
  await eventually(() => run.output !== '');
  run.child.kill('SIGINT');
  assert.deepEqual(await run.exit, [130, null]);
  const started = run.output.trim().split('\n').map(Number).filter(Boolean);
  assert.equal(started.length, 1);
  assert.equal(isAlive(started[0]), false);
});

test('For a command that serves until it is interrupted, Ctrl-C is the normal end', async () => {
  const run = start(`console.log(sleep().pid); await interruption.wait();`);
  await eventually(() => run.output !== '');
  run.child.kill('SIGINT');
  assert.deepEqual(await run.exit, [0, null]);
  assert.equal(isAlive(Number(run.output)), false);
});

test('A command that npm has left behind ends', async () => {
  const command = [
    '--input-type=module',
    '-e',
    `import { runCommand } from ${JSON.stringify(MODULES[0])};
     await runCommand(async interruption => {
       console.log(process.pid);
       await interruption.wait();
     });`,
  ];
  const shell = spawn(
    process.execPath,
    [
      '-e',
      `require('node:child_process').spawn(process.execPath,
         ${JSON.stringify(command)}, { stdio: 'inherit' })`,
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'start' },
    },
  );
  let output = '';
  shell.stdout.on('data', chunk => (output += chunk));
  await eventually(() => output !== '');
  shell.kill('SIGKILL');
  await eventually(() => !isAlive(Number(output)));
});
