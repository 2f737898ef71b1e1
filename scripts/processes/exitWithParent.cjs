// @ts-check
'use strict';

// Loaded first (`node --require`) into the long-running children. They lead process groups of
// their own, so a parent that is killed outright would leave them behind with their ports taken.
// Their standard input is a pipe from the parent: when it closes, they end, and their children too.

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
