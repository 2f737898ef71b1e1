// @ts-check
'use strict';

const { isMainThread } = require('node:worker_threads');

// Loaded first (`node --require`) into the long-running children. They lead process groups of
// their own, so a parent that is killed outright would leave them behind with their ports taken.
// Their standard input is a pipe from the parent: when it closes, they end, and their children too.

// Worker threads load it too, and have no standard input of their own.
if (isMainThread) {
  process.stdin.on('error', () => {});
  process.stdin.once('close', () => {
    try {
      process.kill(process.platform === 'win32' ? process.pid : -process.pid);
    } catch {
      process.exit(1);
    }
  });
  process.stdin.resume();
  if ('unref' in process.stdin && typeof process.stdin.unref === 'function') {
    process.stdin.unref();
  }
}
