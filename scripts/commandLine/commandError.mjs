// @ts-check

/**
 * A failure that its reader can act on: the message is the whole explanation, no stack is shown.
 */
export class CommandError extends Error {
  /**
   * @param {string} message one sentence: what, found, expected, remedy
   * @param {{ exitCode?: number, cause?: unknown }} [options]
   */
  constructor(message, options = {}) {
    super(message, { cause: options.cause });
    this.name = 'CommandError';
    this.exitCode = options.exitCode ?? 1;
  }
}
