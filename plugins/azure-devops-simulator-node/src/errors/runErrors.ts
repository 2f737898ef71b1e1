import { errorOf } from './AzureDevOpsError';

const build = 'Microsoft.TeamFoundation.Build.WebApi';

export const timelineUnknown = (id: string, buildId: string) =>
  errorOf(
    404,
    build,
    'TimelineNotFoundException',
    `The timeline ${id} of the build ${buildId} does not exist.`,
  );

export const logUnknown = (id: string, buildId: string) =>
  errorOf(
    404,
    build,
    'BuildLogNotFoundException',
    `The log ${id} of the build ${buildId} does not exist.`,
  );

export const artifactUnknown = (name: string, buildId: string) =>
  errorOf(
    404,
    build,
    'ArtifactNotFoundException',
    `Artifact ${name} not found for build ${buildId}.`,
  );

export const stageUnknown = (name: string, buildId: string) =>
  errorOf(
    404,
    build,
    'StageNotFoundException',
    `The build ${buildId} has no stage ${name}.`,
  );

export const stageNotRetryable = (name: string, state: string) =>
  errorOf(
    400,
    build,
    'InvalidStageUpdateException',
    `The stage ${name} is ${state}: only one that has failed, or was cancelled or skipped, can run again.`,
  );

export const testRunUnknown = (id: string) =>
  errorOf(
    404,
    'Microsoft.TeamFoundation.TestManagement.WebApi',
    'TestObjectNotFoundException',
    `Test run ${id} not found.`,
  );
