// @ts-check
import { parseArgs } from 'node:util';
import { CommandError } from './commandError.mjs';

/** The exit code of a command that was called with arguments it does not know. */
export const USAGE_EXIT_CODE = 2;

/**
 * Reads the options of a command and refuses what it does not know; `--help` is always known.
 *
 * @param {{
 *   command: string,
 *   options: Record<string, { type: 'boolean' | 'string' }>,
 *   args?: string[],
 * }} definition `command` is what the reader types, as in `npm start`
 * @returns {Record<string, string | boolean | undefined>}
 */
export function readOptions({
  command,
  options,
  args = process.argv.slice(2),
}) {
  try {
    const { values } = parseArgs({
      args,
      options: { help: { type: 'boolean' }, ...options },
      allowPositionals: false,
      strict: true,
    });
    return /** @type {Record<string, string | boolean | undefined>} */ (values);
  } catch (error) {
    const known = ['help', ...Object.keys(options)]
      .map(name => `--${name}`)
      .join(', ');
    const reason = firstSentence(error instanceof Error ? error.message : '');
    throw new CommandError(
      `${reason}; ${command} knows ${known}. Try "${command} -- --help".`,
      { exitCode: USAGE_EXIT_CODE, cause: error },
    );
  }
}

/** @param {string} text */
function firstSentence(text) {
  return text.split(/\. |\n/)[0].replace(/\.$/, '');
}
