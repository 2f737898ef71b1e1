// @ts-check
'use strict';

const { isMainThread } = require('node:worker_threads');

// Loaded first (`node --require`) into the long-running children. They lead process groups of
// their own, so a parent that is killed outright would leave them behind with their ports taken.
// Their standard input is a pipe from the parent: when it closes, they end, and their children too.

// Worker threads and forked grandchildren load it too, with a standard input of another kind.
if (
  isMainThread &&
  process.env.AZURE_MLOPS_PARENT_PROCESS === String(process.ppid)
) {
  process.stdin.on('error', () => {});
  process.stdin.once('close', () => {
    try {
      // Not politely: its output has nowhere to go any more, and a server that logs its shutdown
      // into a broken pipe may never come to its end.
      process.kill(
        process.platform === 'win32' ? process.pid : -process.pid,
        'SIGKILL',
      );
    } catch {
      process.exit(1);
    }
  });
  process.stdin.resume();
  if ('unref' in process.stdin && typeof process.stdin.unref === 'function') {
    process.stdin.unref();
  }
}
