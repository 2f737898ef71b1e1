import { organizationLocations } from './organizationLocations';
import { reviewLocations } from './reviewLocations';
import { runLocations } from './runLocations';

/** Where a resource is, in the form that clients read from `OPTIONS _apis`. The ids are Azure DevOps' own. */
export interface ResourceLocation {
  readonly id: string;
  readonly area: string;
  readonly resourceName: string;
  readonly routeTemplate: string;
  readonly resourceVersion: number;
  readonly minVersion: string;
  readonly maxVersion: string;
  readonly releasedVersion: string;
}

const location = (
  id: string,
  area: string,
  resourceName: string,
  routeTemplate: string,
  versions: { readonly resource: number; readonly released: string },
): ResourceLocation => ({
  id,
  area,
  resourceName,
  routeTemplate,
  resourceVersion: versions.resource,
  minVersion: '5.0',
  maxVersion: '7.2',
  releasedVersion: versions.released,
});

/** Everything the simulator serves that clients look up by id. */
export const resourceLocations: readonly ResourceLocation[] = [
  location(
    '0cd358e1-9217-4d94-8269-1c1ee6f93dcf',
    'Build',
    'Builds',
    '{project}/_apis/build/{resource}/{buildId}',
    { resource: 7, released: '7.1' },
  ),
  location(
    'dbeaf647-6167-421a-bda9-c9327b25e2e6',
    'Build',
    'Definitions',
    '{project}/_apis/build/{resource}/{definitionId}',
    { resource: 7, released: '7.1' },
  ),
  location(
    'a906531b-d2da-4f55-bda7-f3e676cc50d9',
    'build',
    'folders',
    '{project}/_apis/{area}/{resource}/{*path}',
    { resource: 2, released: '0.0' },
  ),
  location(
    '603fe2ac-9723-48b9-88ad-09305aa6c6e1',
    'core',
    'projects',
    '_apis/{resource}/{*projectId}',
    { resource: 4, released: '7.1' },
  ),
  location(
    '4976a71a-4487-49aa-8aab-a1eda469037a',
    'core',
    'properties',
    '_apis/projects/{projectId}/{resource}',
    { resource: 1, released: '0.0' },
  ),
  location(
    '8572b1fc-2482-47fa-8f74-7e3ed53ee54b',
    'distributedtask',
    'environments',
    '{project}/_apis/{area}/{resource}/{environmentId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    'a8c47e17-4d56-4a56-92bb-de7ea7dc65be',
    'distributedtask',
    'pools',
    '_apis/{area}/{resource}/{poolId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    '900fa995-c559-4923-aae7-f8424fe4fbea',
    'distributedtask',
    'queues',
    '{project}/_apis/{area}/{resource}/{queueId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    'f5b09dd5-9d54-45a1-8b5a-1c8287d634cc',
    'distributedtask',
    'variablegroups',
    '{project}/_apis/{area}/{resource}/{groupId}',
    { resource: 2, released: '7.1' },
  ),
  location(
    'ef5b7057-ffc3-4c77-bbad-c10b4a4abcc7',
    'distributedtask',
    'variablegroups',
    '_apis/{area}/{resource}/{groupId}',
    { resource: 2, released: '7.1' },
  ),
  location(
    '7b28e929-2c99-405d-9c5c-6167a06e6816',
    'git',
    'blobs',
    '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{sha1}',
    { resource: 1, released: '7.1' },
  ),
  location(
    'c2570c3b-5b3f-41b8-98bf-5407bfde8d58',
    'git',
    'commits',
    '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{commitId}',
    { resource: 2, released: '7.1' },
  ),
  location(
    'fb93c0db-47ed-4a31-8c20-47552878fb44',
    'git',
    'items',
    '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*path}',
    { resource: 1, released: '7.1' },
  ),
  location(
    'ea98d07b-3c87-4971-8ede-a613694ffb55',
    'git',
    'pushes',
    '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pushId}',
    { resource: 3, released: '7.1' },
  ),
  location(
    '2d874a60-a811-4f62-9c9f-963a6ea0a55b',
    'git',
    'refs',
    '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*filter}',
    { resource: 2, released: '7.1' },
  ),
  location(
    '225f7195-f9c7-4d14-ab28-a83f7ff77e1f',
    'git',
    'repositories',
    '{project}/_apis/{area}/{resource}/{repositoryId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    '729f6437-6f92-44ec-8bee-273a7111063c',
    'git',
    'trees',
    '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{sha1}',
    { resource: 1, released: '7.1' },
  ),
  location(
    '00d9565f-ed9c-4a06-9a50-00e7896ccab4',
    'Location',
    'ConnectionData',
    '_apis/{resource}',
    { resource: 1, released: '0.0' },
  ),
  location(
    'e81700f7-3be2-46de-8624-2eb35882fcaa',
    'Location',
    'ResourceAreas',
    '_apis/{resource}/{areaId}',
    { resource: 1, released: '0.0' },
  ),
  location(
    '9a1b74b4-2ca8-4a9f-8470-c2f2e6fdc949',
    'operations',
    'operations',
    '_apis/{resource}/{operationId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    'b5b9a4a4-e6cd-4096-853c-ab7d8b0c4eb2',
    'pipelinePermissions',
    'pipelinePermissions',
    '{project}/_apis/pipelines/{resource}/{resourceType}/{resourceId}',
    { resource: 1, released: '0.0' },
  ),
  location(
    '28e1305e-2afe-47bf-abaf-cbb0e6a91988',
    'Pipelines',
    'pipelines',
    '{project}/_apis/{area}/{pipelineId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    '7859261e-d2e9-4a68-b820-a5d84cc5bb3d',
    'Pipelines',
    'runs',
    '{project}/_apis/{area}/{pipelineId}/{resource}/{runId}',
    { resource: 2, released: '7.1' },
  ),
  location(
    '86c8381e-5aee-4cde-8ae4-25c0c7f5eaea',
    'PipelinesChecks',
    'configurations',
    '{project}/_apis/pipelines/checks/{resource}/{id}',
    { resource: 1, released: '0.0' },
  ),
  location(
    '5f3d0e64-f943-4584-8811-77eb495e831e',
    'PipelinesChecks',
    'queryconfigurations',
    '{project}/_apis/pipelines/checks/{resource}',
    { resource: 1, released: '0.0' },
  ),
  location(
    'dad91cbe-d183-45f8-9c6e-9c1164472121',
    'policy',
    'configurations',
    '{project}/_apis/{area}/{resource}/{configurationId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    '44096322-2d3d-466a-bb30-d1b7de69f61f',
    'policy',
    'types',
    '{project}/_apis/{area}/{resource}/{typeId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    'e85f1c62-adfc-4b74-b618-11a150fb195e',
    'serviceendpoint',
    'endpoints',
    '{project}/_apis/{area}/{resource}/{endpointId}',
    { resource: 4, released: '7.1' },
  ),
  location(
    '14e48fdc-2c8b-41ce-a0c3-e26f6cc55bd0',
    'serviceendpoint',
    'endpoints',
    '_apis/{area}/{resource}/{endpointId}',
    { resource: 4, released: '7.1' },
  ),
  location(
    '5a7938a4-655e-486c-b562-b78c54a7e87b',
    'serviceendpoint',
    'types',
    '_apis/{area}/{resource}',
    { resource: 1, released: '7.1' },
  ),
  location(
    'fe1e68a2-60d3-43cb-855b-85e41ae97c95',
    'policy',
    'revisions',
    '{project}/_apis/{area}/configurations/{configurationId}/{resource}/{revisionId}',
    { resource: 1, released: '7.1' },
  ),
  location(
    '2c420070-a0a2-49cc-9639-c9f271c5ff07',
    'git',
    'policyConfigurations',
    '{project}/_apis/{area}/policy/configurations',
    { resource: 1, released: '7.1' },
  ),
  location(
    '93878975-88c5-4e6a-8abb-7ddd77a8a7d8',
    'core',
    'processes',
    '_apis/process/{resource}/{*processId}',
    { resource: 1, released: '7.1' },
  ),
  ...reviewLocations,
  ...runLocations,
  ...organizationLocations,
];
