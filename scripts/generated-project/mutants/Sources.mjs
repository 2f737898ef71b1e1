// @ts-check
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a rendered project, for a mutant to change. */
export class Sources {
  /** @param {string} directory */
  constructor(directory) {
    this.directory = directory;
  }

  /**
   * Changes a file in one place, or in every place.
   *
   * @param {string} file
   * @param {string | RegExp} old with the flag g for every place
   * @param {string} now
   * @throws Error when the file has nothing of the kind: then the mutant is no mutant
   */
  replace(file, old, now) {
    const path = join(this.directory, file);
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(old, now);
    if (changed === text) {
      throw new Error(`${file} has no ${old}: the mutant must follow the code`);
    }
    writeFileSync(path, changed);
  }

  /**
   * @param {string} file
   * @param {string} text
   */
  append(file, text) {
    const path = join(this.directory, file);
    writeFileSync(path, readFileSync(path, 'utf8') + text);
  }

  /**
   * The first file below a folder, in alphabetical order, that a pattern is in.
   *
   * @param {string} folder
   * @param {RegExp} pattern
   */
  find(folder, pattern) {
    const files = readdirSync(join(this.directory, folder), {
      recursive: true,
      encoding: 'utf8',
    })
      .map(name => join(folder, name))
      .filter(name => /\.(py|ya?ml)$/.test(name))
      .sort();
    const found = files.find(name =>
      pattern.test(readFileSync(join(this.directory, name), 'utf8')),
    );
    if (!found) {
      throw new Error(
        `No file below ${folder} has ${pattern}: the mutant must follow the code`,
      );
    }
    return found;
  }
}
