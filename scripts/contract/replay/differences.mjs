// @ts-check

/** @typedef {import('./replayRecording.mjs').Recording} Recording */

/**
 * Exchanges that are not replayed, and why.
 *
 * @type {readonly { reason: string, matches: (recording: Recording) => boolean }[]}
 */
export const leftOut = [
  {
    reason: 'boards, wikis, extensions and settings are not simulated',
    matches: ({ url }) =>
      /\/_apis\/(wit|work|wiki|Settings|ExtensionManagement|gallery)\b/i.test(
        url,
      ),
  },
  {
    reason: 'importing repositories is not simulated; a push stands in for it',
    matches: ({ url }) => /\/importRequests/i.test(url),
  },
  {
    reason: 'the recorded service was not there or refused the caller',
    matches: ({ status }) => status === 503 || status === 401,
  },
];

/**
 * Differences that are meant to be, each with its reason.
 *
 * @type {readonly { reason: string, matches: (recording: Recording, difference: string) => boolean }[]}
 */
export const acceptedDifferences = [];
