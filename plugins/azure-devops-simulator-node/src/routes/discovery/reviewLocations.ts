import type { ResourceLocation } from './resourceLocation';
import { reviewDetailRows } from './reviewDetailRows';

/** A location, in a line. */
export type LocationRow = readonly [
  id: string,
  area: string,
  resource: string,
  template: string,
  version: number,
  released: string,
];

const pullRequest =
  '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}';

const rows: readonly LocationRow[] = [
  ...reviewDetailRows,
  [
    '9946fd70-0d40-406e-b686-b4744cbbcc37',
    'git',
    'pullRequests',
    '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pullRequestId}',
    2,
    '7.1',
  ],
  [
    'a5d28130-9cd2-40fa-9f08-902e7daa9efb',
    'git',
    'pullRequests',
    '{project}/_apis/{area}/{resource}',
    2,
    '7.1',
  ],
  [
    '01a46dea-7d46-4d40-bc84-319e7c260d99',
    'git',
    'pullRequests',
    '{project}/_apis/{area}/{resource}/{pullRequestId}',
    2,
    '7.1',
  ],
  [
    '52823034-34a8-4576-922c-8d8b77e9e4c4',
    'git',
    'pullRequestCommits',
    `${pullRequest}/commits`,
    1,
    '7.1',
  ],
  [
    '4b6702c7-aa35-4b89-9c96-b9abf6d3e540',
    'git',
    'pullRequestReviewers',
    `${pullRequest}/reviewers/{reviewerId}`,
    1,
    '7.1',
  ],
  [
    'ab6e2e5d-a0b7-4153-b64a-a4efe0d49449',
    'git',
    'pullRequestThreads',
    `${pullRequest}/threads/{threadId}`,
    1,
    '7.1',
  ],
  [
    '965a3ec7-5ed8-455a-bdcb-835a5ea7fe7b',
    'git',
    'pullRequestThreadComments',
    `${pullRequest}/threads/{threadId}/comments/{commentId}`,
    1,
    '7.1',
  ],
  [
    'b5f6bb4f-8d1e-4d79-8d11-4c9172c99c35',
    'git',
    'pullRequestStatuses',
    `${pullRequest}/statuses/{statusId}`,
    2,
    '7.1',
  ],
  [
    'ac08c8ff-4323-4b08-af90-bcd018d380ce',
    'Security',
    'AccessControlEntries',
    '_apis/{resource}/{securityNamespaceId}',
    1,
    '7.1',
  ],
  [
    '18a2ad18-7571-46ae-bec7-0c7da1495885',
    'Security',
    'AccessControlLists',
    '_apis/{resource}/{securityNamespaceId}',
    1,
    '7.1',
  ],
  [
    'cf1faa59-1b63-4448-bf04-13d981a46f5d',
    'Security',
    'PermissionEvaluationBatch',
    '_apis/{area}/{resource}',
    1,
    '7.1',
  ],
  [
    'dd3b8bd6-c7fc-4cbd-929a-933d9c011c9d',
    'Security',
    'Permissions',
    '_apis/{resource}/{securityNamespaceId}/{permissions}',
    2,
    '7.1',
  ],
  [
    'ce7b9f95-fde9-4be8-a86d-83b366f0b87a',
    'Security',
    'SecurityNamespaces',
    '_apis/{resource}/{securityNamespaceId}',
    1,
    '7.1',
  ],
  [
    '9461c234-c84c-4ed2-b918-2f0f92ad0a35',
    'securityroles',
    'roleassignments',
    '_apis/{area}/scopes/{scopeId}/{resource}/resources/{resourceId}/{identityId}',
    1,
    '0.0',
  ],
  [
    'f4cc9a86-453c-48d2-b44d-d3bd5c105f4f',
    'securityroles',
    'roledefinitions',
    '_apis/{area}/scopes/{scopeId}/{resource}',
    1,
    '0.0',
  ],
];

/** Where pull requests, permissions and roles are. */
export const reviewLocations: readonly ResourceLocation[] = rows.map(
  ([id, area, resourceName, routeTemplate, resourceVersion, released]) => ({
    id,
    area,
    resourceName,
    routeTemplate,
    resourceVersion,
    minVersion: '5.0',
    maxVersion: '7.2',
    releasedVersion: released,
  }),
);
