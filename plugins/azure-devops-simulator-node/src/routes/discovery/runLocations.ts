import { type ResourceLocation, resourceLocation } from './resourceLocation';

const build = (
  id: string,
  resourceName: string,
  rest: string,
  resource: number,
) =>
  resourceLocation(
    id,
    'build',
    resourceName,
    `{project}/_apis/{area}/builds/{buildId}/{resource}${rest}`,
    { resource, released: '7.1' },
  );

const ofRun = (id: string, resourceName: string, rest: string) =>
  resourceLocation(
    id,
    'pipelines',
    resourceName,
    `{project}/_apis/{area}/{pipelineId}/runs/{runId}/{resource}${rest}`,
    { resource: 1, released: '7.1' },
  );

/** What runs leave behind, and what they wait for. */
export const runLocations: readonly ResourceLocation[] = [
  build('8baac422-4c6e-4de5-8532-db96d92acffa', 'Timeline', '/{timelineId}', 3),
  build('35a80daf-7f30-45fc-86e8-6b813d9c90df', 'logs', '/{logId}', 2),
  build('1db06c96-014e-44e1-ac91-90b2d4b3e984', 'artifacts', '', 5),
  build('6e6114b2-8161-44c8-8f6c-c5505782427f', 'tags', '/{*tag}', 3),
  build('54572c7b-bbd3-45d4-80dc-28be08941620', 'changes', '', 2),
  build('b8aac6c9-744b-46e1-88fc-3550969f9313', 'stages', '/{stageRefName}', 1),
  resourceLocation(
    '398c85bc-81aa-4822-947c-a194a05f0fef',
    'build',
    'authorizedresources',
    '{project}/_apis/{area}/{resource}',
    { resource: 1, released: '0.0' },
  ),
  resourceLocation(
    '7c116775-52e5-453e-8c5d-914d9762d8c4',
    'build',
    'revisions',
    '{project}/_apis/{area}/definitions/{definitionId}/{resource}',
    { resource: 3, released: '7.1' },
  ),
  resourceLocation(
    '51bb5d21-4305-4ea6-9dbb-b7488af73334',
    'distributedtask',
    'environmentdeploymentrecords',
    '{project}/_apis/{area}/environments/{environmentId}/{resource}',
    { resource: 1, released: '7.1' },
  ),
  resourceLocation(
    '91282c1d-c183-444f-9554-1485bfb3879d',
    'PipelinesChecks',
    'runs',
    '{project}/_apis/pipelines/checks/{resource}/{checkSuiteId}',
    { resource: 1, released: '7.1' },
  ),
  ofRun('fb1b6d27-3957-43d5-a14b-a2d70403e545', 'logs', '/{logId}'),
  ofRun('85023071-bd5e-4438-89b0-2a5bf362a19d', 'artifacts', ''),
  resourceLocation(
    '53df2d18-29ea-46a9-bee0-933540f80abf',
    'pipelines',
    'preview',
    '{project}/_apis/{area}/{pipelineId}/{resource}',
    { resource: 1, released: '7.1' },
  ),
  resourceLocation(
    'cadb3810-d47d-4a3c-a234-fe5f3be50138',
    'Test',
    'Runs',
    '{project}/_apis/test/{resource}/{runId}',
    { resource: 3, released: '7.1' },
  ),
  resourceLocation(
    '4637d869-3a76-4468-8057-0bb02aa385cf',
    'Test',
    'Results',
    '{project}/_apis/test/Runs/{runId}/{resource}/{testCaseResultId}',
    { resource: 6, released: '7.1' },
  ),
  resourceLocation(
    '000ef77b-fea2-498d-a10d-ad1a037f559f',
    'Test',
    'ResultSummaryByBuild',
    '{project}/_apis/test/{resource}',
    { resource: 3, released: '0.0' },
  ),
  resourceLocation(
    '9b3e1ece-c6ab-4fbb-8167-8a32a0c92216',
    'testresults',
    'codecoverage',
    '{project}/_apis/{area}/{resource}',
    { resource: 1, released: '0.0' },
  ),
];
