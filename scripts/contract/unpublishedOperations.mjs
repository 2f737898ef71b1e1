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
  {
    method: 'GET',
    path: '/_apis/distributedtask/tasks$',
    name: 'Tasks',
    reason: 'editors and client libraries, to know the inputs',
    evidence: 'client source',
  },
  {
    method: 'GET',
    path: '/_apis/distributedtask/securefiles',
    name: 'Secure files: list and get',
    reason: 'client libraries',
    evidence: 'client source',
  },
  {
    method: 'POST',
    path: '/_apis/distributedtask/securefiles$',
    name: 'Secure files: upload',
    reason: 'client libraries',
    evidence: 'client source',
  },
  {
    method: 'PATCH',
    path: '/_apis/distributedtask/securefiles',
    name: 'Secure files: change',
    reason: 'client libraries',
    evidence: 'client source',
  },
  {
    method: 'DELETE',
    path: '/_apis/distributedtask/securefiles',
    name: 'Secure files: delete',
    reason: 'client libraries',
    evidence: 'client source',
  },
  {
    method: 'GET',
    path: '/_apis/test(results)?/',
    name: 'Test runs, results, summary and coverage of a build',
    reason: 'client libraries, the community plugins',
    evidence: 'client source',
  },
  {
    method: 'GET',
    path: '^/[^/]+/_apis/git/pullrequests$',
    name: 'Pull requests of the organization',
    reason: 'client libraries',
    evidence: 'assumption',
  },
];
