// @ts-check

/**
 * Operations that Azure DevOps has and no published specification holds, but clients call.
 *
 * @typedef {object} UnpublishedOperation
 * @property {string} method
 * @property {string} path a regular expression, as the checker takes it
 * @property {string} name
 * @property {string} reason who calls it
 * @property {'recording' | 'client source' | 'assumption'} evidence
 */

/** @type {readonly UnpublishedOperation[]} */
export const unpublishedOperations = [
  {
    method: 'OPTIONS',
    path: '/_apis/?$',
    name: 'Resource locations',
    reason: 'route discovery by the client libraries',
    evidence: 'recording',
  },
  {
    method: 'GET',
    path: '/_apis/resourceAreas',
    name: 'Resource areas',
    reason: 'host discovery by the client libraries',
    evidence: 'recording',
  },
  {
    method: 'GET',
    path: '/_apis/connectionData$',
    name: 'Connection data',
    reason: 'who is signed in, by client libraries and credential helpers',
    evidence: 'recording',
  },
];
