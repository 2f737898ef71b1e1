// @ts-check

const GIT = 'examples/_apis/git/repositories/{repositoryId}';
const ONE = '_repositories__repositoryId_';
const PULL_REQUEST = `${GIT}/pullrequests/{pullRequestId}`;
const REPOSITORIES = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';

/**
 * Published examples of reading, and the path of the same operation for what we have made.
 *
 * @typedef {object} PublishedExample
 * @property {string} area
 * @property {string} file below the area's examples, without the ending
 * @property {string} path below the organization; in braces what has been made
 */

/**
 * @param {string} area
 * @param {Readonly<Record<string, string>>} paths by file
 * @returns {PublishedExample[]}
 */
function of(area, paths) {
  return Object.entries(paths).map(([file, path]) => ({ area, file, path }));
}

/** @type {readonly PublishedExample[]} */
export const publishedExamples = [
  ...of('core', {
    'projects/GET__projects': '_apis/projects',
    'properties/GET__projects__project__properties':
      '_apis/projects/{projectId}/properties',
    'teams/GET__projects__projectId__teams': '_apis/projects/{projectId}/teams',
    'teams/GET__projects__projectId__teams__teamId_':
      '_apis/projects/{projectId}/teams/{teamId}',
    'members/GET__projects__projectId__teams__teamId__members4.1_':
      '_apis/projects/{projectId}/teams/{ownTeamId}/members',
    'teams/GET__teams__mine-_mine': '_apis/teams?$mine=true',
  }),
  ...of('git', {
    'repositories/GET__git_repositories': 'examples/_apis/git/repositories',
    'repositories/GET__git_repositories__repositoryId_': GIT,
    [`refs/GET__git${ONE}_refs`]: `${GIT}/refs`,
    [`refs/GET__git${ONE}_refs_heads`]: `${GIT}/refs?filter=heads/`,
    [`pushes/GET__git${ONE}_pushes`]: `${GIT}/pushes`,
    [`commits/GET__git${ONE}_commits`]: `${GIT}/commits`,
    [`commits/GET__git${ONE}_commits__commitId_`]: `${GIT}/commits/{commitId}`,
    [`changes/GET__git${ONE}_commits__commitId__changes_top-_top__skip-_skip_`]: `${GIT}/commits/{targetCommitId}/changes`,
    [`statuses/GET__git${ONE}_commits__commitId__statuses`]: `${GIT}/commits/{commitId}/statuses`,
    [`commitDiffs/GET__git${ONE}_diffs_commits_baseVersionType-_baseVersionType_`]: `${GIT}/diffs/commits?baseVersionType=commit&baseVersion={earlierCommitId}&targetVersionType=commit&targetVersion={commitId}`,
    [`items/GET__git${ONE}_items_scopePath-_folderPath_`]: `${GIT}/items?scopePath=/`,
    [`items/GET__git${ONE}_items_scopePath-_folderPath__recursionLevel-OneLevel`]: `${GIT}/items?scopePath=/&recursionLevel=OneLevel`,
    [`blobs/GET__git${ONE}_blobs__objectId_`]: `${GIT}/blobs/{blobId}?$format=json`,
    [`trees/GET__git${ONE}_trees__objectId_`]: `${GIT}/trees/{treeId}`,
    [`branchStats/GET__git${ONE}_stats_branches`]: `${GIT}/stats/branches`,
    [`pullRequests/GET__git${ONE}_pullRequests`]: `${GIT}/pullrequests`,
    [`pullRequests/GET__git${ONE}_pullRequests__pullRequestId_`]: PULL_REQUEST,
    [`pullRequestReviewers/GET__git${ONE}_pullRequests__pullRequestId__reviewers`]: `${PULL_REQUEST}/reviewers`,
    [`pullRequestThreads/GET__git${ONE}_pullRequests__pullRequestId__threads`]: `${PULL_REQUEST}/threads`,
    'pullRequestStatuses/GET_git_pullRequestStatuses_statuses': `${PULL_REQUEST}/statuses`,
    'pullRequestStatuses/GET_git_pullRequestStatuses_status': `${PULL_REQUEST}/statuses/{statusId}`,
    [`pullRequestIterationChanges/GET__git${ONE}_pullRequests__pullRequestId__iterations__iterationId__changes`]: `${PULL_REQUEST}/iterations/1/changes`,
  }),
  ...of('distributedTask', {
    'variablegroups/GET_VariableGroup':
      'examples/_apis/distributedtask/variablegroups/{groupId}',
    'variablegroups/GET_VariableGroupsByIds':
      'examples/_apis/distributedtask/variablegroups?groupIds={groupId}',
  }),
  ...of('serviceEndpoint', {
    'types/GET__ServiceEndpointTypes': '_apis/serviceendpoint/types',
    'endpoints/ListEndpoints': 'examples/_apis/serviceendpoint/endpoints',
    'endpoints/GetServiceEndpointsByName':
      'examples/_apis/serviceendpoint/endpoints?endpointNames=server',
    'endpoints/GetServiceEndpointDetails':
      'examples/_apis/serviceendpoint/endpoints/{endpointId}',
  }),
  ...of('approvalsAndChecks', {
    'configurations/GET__CheckConfigurationsOnResource':
      'examples/_apis/pipelines/checks/configurations?resourceType=environment&resourceId={environmentId}',
    'configurations/GET__CheckConfiguration':
      'examples/_apis/pipelines/checks/configurations/{checkId}',
    'pipelinePermissions/GET__GetPipelinePermissionsForResource':
      'examples/_apis/pipelines/pipelinepermissions/environment/{environmentId}',
  }),
  ...of('policy', {
    'configurations/GET__policy_configurations':
      'examples/_apis/policy/configurations',
    'configurations/GET__policy_configurations__configurationId_':
      'examples/_apis/policy/configurations/{policyId}',
  }),
  ...of('graph', {
    'Descriptors/GetDescriptorById': '_apis/graph/descriptors/{userId}',
    'StorageKeys/GetStorageKeyBySubjectDescriptor':
      '_apis/graph/storagekeys/{userDescriptor}',
    'Groups/GetAllGroups': '_apis/graph/groups',
    'Users/GetAllUsers': '_apis/graph/users',
    'Users/GetUserAAD': '_apis/graph/users/{userDescriptor}',
    'Memberships/GetMembershipUser':
      '_apis/graph/memberships/{userDescriptor}/{groupDescriptor}',
    'Membershipstates/GetMembershipStateBySubjectDescriptor':
      '_apis/graph/membershipstates/{userDescriptor}',
  }),
  ...of('ims', {
    'Identities/SearchIdentityByEmail':
      '_apis/identities?searchFilter=General&filterValue={userMail}',
    'Identities/SearchByIds': '_apis/identities?identityIds={userId}',
    'Identities/SearchBySubjectDescriptors':
      '_apis/identities?subjectDescriptors={userDescriptor}',
  }),
  ...of('memberEntitlementManagement', {
    'UserEntitlements/GET__memberEntitlementManagement_UserEntitlementById':
      '_apis/userentitlements/{userId}',
  }),
  ...of('security', {
    'securityNamespaces/GET__securitynamespaces_': '_apis/securitynamespaces',
    'securityNamespaces/GET__securitynamespaces__securityNamespaceId__': `_apis/securitynamespaces/${REPOSITORIES}`,
    'accessControlLists/GET__accesscontrollists__securityNamespaceId__': `_apis/accesscontrollists/${REPOSITORIES}`,
    'accessControlLists/GET__accesscontrollists__securityNamespaceId___token-_existingToken_': `_apis/accesscontrollists/${REPOSITORIES}?token={token}`,
    'accessControlLists/GET__accesscontrollists__securityNamespaceId___token-_existingToken__includeExtendedInfo-True': `_apis/accesscontrollists/${REPOSITORIES}?token={token}&includeExtendedInfo=true`,
  }),
  ...of('hooks', {
    'consumers/GET__hooks_consumers': '_apis/hooks/consumers',
    'publishers/GET__hooks_publishers': '_apis/hooks/publishers',
    'subscriptions/GET__hooks_subscriptions_': '_apis/hooks/subscriptions',
    'subscriptions/GET__hooks_subscriptions__subscriptionId_':
      '_apis/hooks/subscriptions/{subscriptionId}',
  }),
];
