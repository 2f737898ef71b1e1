import type { ResourceLocation } from './resourceLocations';

type Row = readonly [
  id: string,
  area: string,
  resource: string,
  template: string,
  version: number,
];

const rows: readonly Row[] = [
  [
    'd30a3dd1-f8ba-442a-b86a-bd0c0c383e59',
    'core',
    'teams',
    '_apis/projects/{projectId}/{resource}/{*teamId}',
    3,
  ],
  [
    '7a4d9ee9-3433-4347-b47a-7a80f1cf307e',
    'core',
    'teams',
    '_apis/{resource}',
    3,
  ],
  [
    '294c494c-2600-4d7e-b76c-3dd50c3c95be',
    'core',
    'members',
    '_apis/projects/{projectId}/teams/{teamId}/{resource}',
    2,
  ],
  [
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    'core',
    'categorizedteams',
    '_apis/projects/{projectId}/{resource}',
    1,
  ],
  [
    '005e26ec-6b77-4e4f-a986-b3827bf241f5',
    'Graph',
    'Users',
    '_apis/{area}/{resource}/{userDescriptor}',
    1,
  ],
  [
    '1e377995-6fa2-4588-bd64-930186abdcfa',
    'Graph',
    'ProviderInfo',
    '_apis/{area}/Users/{userDescriptor}/{resource}',
    1,
  ],
  [
    'ebbe6af8-0b91-4c13-8cf1-777c14858188',
    'Graph',
    'Groups',
    '_apis/{area}/{resource}/{groupDescriptor}',
    1,
  ],
  [
    '048aee0a-7072-4cde-ab73-7af77b1e0b4e',
    'Graph',
    'Descriptors',
    '_apis/{area}/{resource}/{storageKey}',
    1,
  ],
  [
    'eb85f8cc-f0f6-4264-a5b1-ffe2e4d4801f',
    'Graph',
    'StorageKeys',
    '_apis/{area}/{resource}/{subjectDescriptor}',
    1,
  ],
  [
    '3fd2e6ca-fb30-443a-b579-95b19ed0934c',
    'Graph',
    'Memberships',
    '_apis/{area}/{resource}/{subjectDescriptor}/{containerDescriptor}',
    1,
  ],
  [
    'e34b6394-6b30-4435-94a9-409a5eef3e31',
    'Graph',
    'MembershipsBatch',
    '_apis/{area}/Memberships/{subjectDescriptor}',
    1,
  ],
  [
    '1ffe5c94-1144-4191-907b-d0211cad36a8',
    'Graph',
    'MembershipStates',
    '_apis/{area}/{resource}/{subjectDescriptor}',
    1,
  ],
  [
    '387f832c-dbf2-4643-88e9-c1aa94dbb737',
    'MemberEntitlementManagement',
    'UserEntitlements',
    '_apis/{resource}',
    3,
  ],
  [
    '8480c6eb-ce60-47e9-88df-eca3c801638b',
    'MemberEntitlementManagement',
    'UserEntitlements',
    '_apis/{resource}/{userId}',
    3,
  ],
  [
    '5ae55b13-c9dd-49d1-957e-6e76c152e3d9',
    'MemberEntitlementManagement',
    'UserEntitlementSummary',
    '_apis/{resource}',
    1,
  ],
  [
    '9bce1f43-2629-419f-8f6c-7503be58a4f3',
    'MemberEntitlementManagement',
    'GroupEntitlements',
    '_apis/{resource}',
    1,
  ],
  [
    '2280bffa-58a2-49da-822e-0764a1bb44f7',
    'MemberEntitlementManagement',
    'GroupEntitlements',
    '_apis/{resource}/{groupId}',
    1,
  ],
  [
    'adcfd8bc-b184-43ba-bd84-7c8c6a2ff421',
    'distributedtask',
    'securefiles',
    '{project}/_apis/{area}/{resource}/{secureFileId}',
    1,
  ],
];

/** Where teams, users and their entitlements are. */
export const organizationLocations: readonly ResourceLocation[] = rows.map(
  ([id, area, resourceName, routeTemplate, resourceVersion]) => ({
    id,
    area,
    resourceName,
    routeTemplate,
    resourceVersion,
    minVersion: '5.0',
    maxVersion: '7.2',
    releasedVersion: '7.1',
  }),
);
