// @ts-check
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toolsDirectory } from '../repository.mjs';
import { createStamp } from '../setup/stamps.mjs';
import { fingerprintOfLock } from './pythonOfLock.mjs';

const IGNORED = new Set(['.git', '.venv', 'outputs', 'data', 'node_modules']);

/**
 * Every lock of a project, relative to it.
 *
 * @param {string} directory
 * @returns {string[]}
 */
export function listLocks(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter(({ name }) => !IGNORED.has(name))
    .flatMap(entry =>
      entry.isDirectory()
        ? listLocks(join(directory, entry.name)).map(file =>
            join(entry.name, file),
          )
        : [entry.name],
    )
    .filter(file => file.endsWith('.lock'))
    .sort();
}

/**
 * For which Python and platform a lock was resolved, as its head says.
 *
 * @param {string} text of the lock
 */
export function platformOfLock(text) {
  const [head] = text.split(/^[^#]/m);
  const python = /--python-version (\S+)/.exec(head)?.[1];
  const [, processor, minor] =
    /--python-platform (\w+)-manylinux_2_(\d+)/.exec(head) ?? [];
  // pip takes a name literally: a wheel for an older system fits too, and says so in its own way.
  return python && minor
    ? {
        python,
        platforms: [
          ...Array.from(
            { length: Number(minor) - 4 },
            (_, index) => `manylinux_2_${Number(minor) - index}_${processor}`,
          ),
          ...['2014', '2010', '1'].map(old => `manylinux${old}_${processor}`),
        ],
      }
    : undefined;
}

/**
 * Resolves the locks of what runs elsewhere, such as on Azure Machine Learning, each once: every
 * package must be there, with its hash, for the Python and the platform of the image. They are not
 * installed, since that Python need not be here.
 *
 * @param {{
 *   projects: import('../template/askProjects.mjs').PreparedProject[],
 *   laptopOf: (project: import('../template/askProjects.mjs').PreparedProject) =>
 *     import('./laptop.mjs').Laptop,
 * }} options
 * @returns {Promise<Map<string, string[]>>} complaints by title
 */
export async function checkRemoteLocks({ projects, laptopOf }) {
  /** @type {Map<string, string[]>} */
  const complaints = new Map();
  const seen = new Set();
  for (const project of projects) {
    for (const lock of listLocks(project.directory)) {
      const file = join(project.directory, lock);
      const key = fingerprintOfLock(file);
      if (lock !== 'requirements.lock' && !seen.has(key)) {
        seen.add(key);
        complaints.set(
          `${project.name}: ${lock} can be installed`,
          await complaintsAbout(file, key, laptopOf(project)),
        );
      }
    }
  }
  return complaints;
}

/**
 * @param {string} file
 * @param {string} key
 * @param {import('./laptop.mjs').Laptop} laptop
 */
async function complaintsAbout(file, key, laptop) {
  const target = platformOfLock(readFileSync(file, 'utf8'));
  if (!target) {
    return [
      'its head does not say --python-version and --python-platform, so nobody knows what it is for',
    ];
  }
  const stamp = createStamp(
    join(toolsDirectory, 'stamps'),
    `remote-lock-${key}`,
  );
  if (stamp.isCurrent(key)) {
    return [];
  }
  const end = await laptop.runPython([
    ...['-m', 'pip', 'install', '--dry-run', '--no-input', '--quiet'],
    // The image has a Python that need not be here, and pip would hold packages against this one.
    ...['--require-hashes', '--no-deps', '--ignore-requires-python'],
    ...['--python-version', target.python],
    ...target.platforms.flatMap(platform => ['--platform', platform]),
    ...['--target', join(toolsDirectory, 'nowhere'), '--requirement', file],
  ]);
  if (end.isOk) {
    stamp.write(key);
  }
  return end.isOk ? [] : end.lines;
}
