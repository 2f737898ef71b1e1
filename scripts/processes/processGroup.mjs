// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createLineReader, plainText } from './lineReader.mjs';

const onWindows = process.platform === 'win32';
const REMEMBERED_LINES = 200;
const GRACE_MILLISECONDS = 10_000;
/** How long the rest of a group may outlive its leader after it was asked to end. */
const STRAGGLER_MILLISECONDS = 2_000;
const POLL_MILLISECONDS = 50;

/**
 * @typedef {object} ProcessEnd
 * @property {number | null} code null when a signal ended it
 * @property {NodeJS.Signals | null} signal
 * @property {Error} [error] why it could not even start
 *
 * @typedef {object} ProcessGroup
 * @property {number | undefined} pid
 * @property {Promise<ProcessEnd>} ended resolves, never rejects
 * @property {() => boolean} isRunning
 * @property {(text: string) => void} write to its standard input
 * @property {(count?: number) => string[]} lastLines
 * @property {(signal: NodeJS.Signals) => void} signal to every process of the group
 * @property {(graceMilliseconds?: number) => Promise<void>} stop ends every process of the group
 *
 * @typedef {object} ProcessDefinition
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} environment
 * @property {string} [logFile] receives everything that it prints
 * @property {boolean} [appendToLog]
 * @property {(line: string) => void} [onLine] every line of both streams
 * @property {boolean} [inheritOutput] it prints to the terminal itself: no log, no lines
 */

/** @type {Set<ProcessGroup>} */
const runningGroups = new Set();

let isEnding = false;

/**
 * What a command asks for while it is being ended: it never starts, and is waited for in vain.
 *
 * @type {ProcessGroup}
 */
const NEVER_STARTED = {
  pid: undefined,
  ended: new Promise(() => {}),
  isRunning: () => false,
  write: () => {},
  lastLines: () => [],
  signal: () => {},
  stop: async () => {},
};

/**
 * Starts a process as the leader of a group of its own, so that what it starts can be ended with it.
 * Its standard input stays open as long as this process lives: see `exitWithParent.cjs`.
 *
 * @param {ProcessDefinition} definition
 * @returns {ProcessGroup}
 */
export function startProcessGroup(definition) {
  if (isEnding) {
    return NEVER_STARTED;
  }
  const { command, args, cwd, environment, logFile, onLine } = definition;
  if (logFile) {
    mkdirSync(dirname(logFile), { recursive: true });
  }
  const log = logFile
    ? createWriteStream(logFile, { flags: definition.appendToLog ? 'a' : 'w' })
    : undefined;

  const child = spawn(command, args, {
    cwd,
    // For exitWithParent.cjs, which must not mistake a grandchild for the child.
    env: { ...environment, AZURE_MLOPS_PARENT_PROCESS: String(process.pid) },
    stdio: definition.inheritOutput
      ? ['pipe', 'inherit', 'inherit']
      : ['pipe', 'pipe', 'pipe'],
    detached: !onWindows,
    windowsHide: true,
    // Windows runs .cmd files (npm) through its shell only.
    shell: onWindows && command.endsWith('.cmd'),
  });
  child.stdin?.on('error', () => {}); // it ended with its standard input unread

  /** @type {string[]} */
  const remembered = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) {
      continue;
    }
    const reader = createLineReader(line => {
      remembered.push(plainText(line));
      if (remembered.length > REMEMBERED_LINES) {
        remembered.shift();
      }
      onLine?.(line);
    });
    stream.on('data', chunk => {
      log?.write(chunk);
      reader.write(chunk);
    });
    stream.on('end', () => reader.end());
  }

  /** @type {Promise<ProcessEnd>} */
  const ended = new Promise(resolve => {
    child.once('error', error => {
      if (child.pid === undefined) {
        resolve({ code: null, signal: null, error });
      }
    });
    child.once('exit', (code, signal) => {
      // A grandchild may hold the streams open, so the last lines get a moment, not forever.
      const timer = setTimeout(() => resolve({ code, signal }), 500);
      child.once('close', () => {
        clearTimeout(timer);
        resolve({ code, signal });
      });
    });
  }).then(end => {
    log?.end();
    runningGroups.delete(group);
    return /** @type {ProcessEnd} */ (end);
  });

  const isRunning = () =>
    child.pid !== undefined &&
    child.exitCode === null &&
    child.signalCode === null;

  /** @type {ProcessGroup} */
  const group = {
    pid: child.pid,
    ended,
    isRunning,
    write: text => child.stdin?.write(text),
    lastLines: (count = 25) =>
      remembered.filter(line => line.trim() !== '').slice(-count),
    signal: signal => signalGroup(child.pid, signal),
    async stop(graceMilliseconds = GRACE_MILLISECONDS) {
      if (child.pid === undefined) {
        return;
      }
      signalGroup(child.pid, 'SIGTERM');
      await settlesWithin(ended, graceMilliseconds);
      await groupEmptiesWithin(
        child.pid,
        isRunning() ? 0 : Math.min(graceMilliseconds, STRAGGLER_MILLISECONDS),
      );
      signalGroup(child.pid, 'SIGKILL');
      await ended;
    },
  };
  runningGroups.add(group);
  return group;
}

/**
 * Ends every group for good: the command goes on for a moment with what it does after a process
 * has failed, and must start nothing that would outlive it.
 */
export async function endProcessGroups() {
  isEnding = true;
  await stopAllProcessGroups();
}

/** Ends every group that this process started and that still runs. */
export async function stopAllProcessGroups() {
  await Promise.all([...runningGroups].map(group => group.stop()));
}

/**
 * Does nothing when the group is gone.
 *
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) {
    return;
  }
  if (onWindows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!isNoSuchProcess(error)) {
      throw error;
    }
  }
}

/**
 * @param {number} pid
 * @param {number} milliseconds
 */
async function groupEmptiesWithin(pid, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (!onWindows && Date.now() < deadline) {
    try {
      process.kill(-pid, 0);
    } catch (error) {
      if (isNoSuchProcess(error)) {
        return;
      }
      throw error;
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/**
 * @param {Promise<unknown>} promise
 * @param {number} milliseconds
 */
async function settlesWithin(promise, milliseconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const timeout = new Promise(resolve => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([promise, timeout]);
  clearTimeout(timer);
}

/** @param {unknown} error */
function isNoSuchProcess(error) {
  // macOS answers EPERM for a group of which only zombies are left.
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  return (
    code === 'ESRCH' || (code === 'EPERM' && process.platform === 'darwin')
  );
}
