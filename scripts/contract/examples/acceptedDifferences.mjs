// @ts-check

/** @typedef {import('./publishedExamples.mjs').PublishedExample} PublishedExample */

/**
 * Differences from the published examples that are meant to be, each with its reason.
 *
 * @type {readonly { reason: string, matches: (example: PublishedExample, difference: string) => boolean }[]}
 */
export const acceptedDifferences = [
  {
    reason:
      'teams have no administrators: whoever may change the project may change them',
    matches: ({ file }, difference) =>
      file.startsWith('members/') && /isTeamAdmin: /.test(difference),
  },
  {
    reason:
      'lists of commits do not count the changes of each: that would compare every one with its parent',
    matches: ({ file }, difference) =>
      file.startsWith('commits/') && /\.changeCounts: /.test(difference),
  },
  {
    reason: 'a commit does not name its push: the push names its commits',
    matches: ({ file }, difference) =>
      file.startsWith('commits/') && difference.startsWith('push: '),
  },
  {
    reason:
      'the threads of the example are those that the service itself writes about votes and merges',
    matches: ({ file }, difference) =>
      file.startsWith('pullRequestThreads/') &&
      /\.(CodeReview\w+|isContainer): /.test(difference),
  },
  {
    reason:
      'service connections are not used to call anybody, so their types tell neither headers nor help',
    matches: ({ file }, difference) =>
      file.startsWith('types/') &&
      /\.(authorizationHeaders|helpMarkDown): /.test(difference),
  },
  {
    reason:
      'the link to the type of a policy has had the name policyType since the example was written, as recordings show',
    matches: ({ area }, difference) =>
      area === 'policy' && /_links\.type: /.test(difference),
  },
  {
    reason: 'no directory stands behind the people, so its records are missing',
    matches: ({ area }, difference) =>
      area === 'ims' &&
      /\.(Alias|PUID|ComplianceValidated|MetadataUpdateDate): /.test(
        difference,
      ),
  },
  {
    reason:
      'web hooks are the only consumer, and boards and package feeds raise no events',
    matches: ({ file }, difference) =>
      (file.startsWith('consumers/') &&
        /inputDescriptors: |workitem\.commented: /.test(difference)) ||
      (file.startsWith('subscriptions/') &&
        /consumerInputs\./.test(difference)),
  },
  {
    reason:
      'publishers need no ids of their own to tell subscriptions and hosts apart',
    matches: ({ file }, difference) =>
      file.startsWith('subscriptions/') &&
      /publisherInputs\.(hostId|tfsSubscriptionId): /.test(difference),
  },
];
