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
      /\/_apis\/(public\/gallery|wit|work|wiki|Settings|ExtensionManagement|gallery)\b/i.test(
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
export const acceptedDifferences = [
  {
    reason: 'git is served over HTTP only, so there is no address for SSH',
    matches: (_, difference) => /(^|\.)(sshUrl|_links\.ssh): /.test(difference),
  },
  {
    reason:
      'one host serves everything, which clients are told with an empty list of areas',
    matches: ({ url }) => /\/_apis\/ResourceAreas$/i.test(url),
  },
  {
    reason: 'no directory stands behind the people, so its records are missing',
    matches: ({ url }, difference) =>
      /\/_apis\/Identities\?/i.test(url) &&
      /\.(PUID|ComplianceValidated|MetadataUpdateDate): /.test(difference),
  },
  {
    reason:
      'nobody has given themselves another name than that of the directory',
    matches: (_, difference) => /customDisplayName: /.test(difference),
  },
];
