import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Every child of a job has it, so that one that has left its group is found too. */
export const lookupVariable = 'VSTS_PROCESS_LOOKUP_ID';

export interface LostProcess {
  readonly id: number;
  readonly command: string;
}

async function fromProcessFiles(
  marker: string,
): Promise<readonly LostProcess[]> {
  const found: LostProcess[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) {
      continue;
    }
    try {
      const environment = await readFile(`/proc/${entry}/environ`, 'utf8');
      if (environment.split('\0').includes(marker)) {
        const command = await readFile(`/proc/${entry}/comm`, 'utf8');
        found.push({ id: Number(entry), command: command.trim() });
      }
    } catch (error) {
      // It has ended meanwhile, or belongs to someone else.
      const { code } = error as NodeJS.ErrnoException;
      if (!['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code ?? '')) {
        throw error;
      }
    }
  }
  return found;
}

async function fromProcessList(
  marker: string,
): Promise<readonly LostProcess[]> {
  const { stdout } = await promisify(execFile)(
    'ps',
    ['-E', '-ww', '-a', '-x', '-o', 'pid=,command='],
    { maxBuffer: 256 * 1024 * 1024 },
  );
  return stdout
    .split('\n')
    .filter(line => line.split(' ').includes(marker))
    .flatMap(line => {
      const parts = /^\s*(\d+)\s+(\S+)/.exec(line);
      return parts ? [{ id: Number(parts[1]), command: parts[2] }] : [];
    });
}

/** Processes that were started by a job and live on, in whatever group. */
export function findLostProcesses(
  lookupId: string,
  platform: NodeJS.Platform,
): Promise<readonly LostProcess[]> {
  const marker = `${lookupVariable}=${lookupId}`;
  return platform === 'linux'
    ? fromProcessFiles(marker)
    : fromProcessList(marker);
}

/**
 * Ends them, again and again as long as new ones appear.
 *
 * @returns those that it has ended.
 */
export async function endLostProcesses(
  lookupId: string,
  platform: NodeJS.Platform,
): Promise<readonly LostProcess[]> {
  const ended = new Map<number, LostProcess>();
  for (let round = 0; round < 10; round += 1) {
    const lost = (await findLostProcesses(lookupId, platform)).filter(
      ({ id }) => !ended.has(id),
    );
    if (lost.length === 0) {
      break;
    }
    for (const one of lost) {
      ended.set(one.id, one);
      try {
        process.kill(one.id, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
          throw error;
        }
      }
    }
  }
  return [...ended.values()];
}
