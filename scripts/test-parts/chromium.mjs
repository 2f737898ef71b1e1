// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';

export const CHROMIUM_VARIABLE = 'AZURE_MLOPS_CHROMIUM';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/** Where the usual installers put it without touching the path. */
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} [places]
 * @returns {string | undefined}
 */
export function findChromium(environment, places = PLACES) {
  const chosen = environment[CHROMIUM_VARIABLE];
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new CommandError(
        `${CHROMIUM_VARIABLE} is "${chosen}", where there is no file: set it to the path of a Chromium, or unset it.`,
      );
    }
    return chosen;
  }
  const directories = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = directories.flatMap(directory =>
    NAMES.map(name => join(directory, name)),
  );
  return [...onPath, ...places].find(path => existsSync(path));
}
