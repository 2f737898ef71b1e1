// @ts-check
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addFourthEnvironment } from './extend/fourthEnvironment.mjs';
import { Laptop } from './laptop.mjs';

/**
 * A further environment is one new folder and one more line, and everybody knows it then.
 *
 * @param {{
 *   project: import('../template/askProjects.mjs').PreparedProject,
 *   laptop: Laptop,
 *   place: string,
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 * }} options
 * @returns {Promise<Map<string, string[]>>} complaints by title
 */
export async function checkFourthEnvironment({
  project,
  laptop,
  place,
  nodeEnvironment,
}) {
  const directory = join(place, 'further-environment');
  cpSync(project.directory, directory, { recursive: true });
  const { name, changes, complaints } = await addFourthEnvironment({
    project,
    laptop: new Laptop({
      name: `${project.name}-environment`,
      directory,
      python: laptop.python,
      server: laptop.server,
    }),
    nodeEnvironment,
  });
  const folders = new Set(changes.added.map(file => dirname(file)));
  const titled = (/** @type {string} */ what) =>
    `${project.name}: environment ${name}: ${what}`;
  return new Map([
    ...[...complaints].map(
      ([who, lines]) =>
        /** @type {const} */ ([titled(`known to the ${who}`), lines]),
    ),
    [
      titled('one new folder and one edited line'),
      folders.size === 1 && changes.editedLines === 1
        ? []
        : [
            `added: ${changes.added.join(', ')}`,
            `edited: ${changes.edited.join(', ')}, ${
              changes.editedLines
            } lines`,
          ],
    ],
  ]);
}
