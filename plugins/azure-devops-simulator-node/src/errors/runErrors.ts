import { errorOf } from './AzureDevOpsError';

const build = 'Microsoft.TeamFoundation.Build.WebApi';

export const timelineUnknown = (id: string, buildId: string) =>
  errorOf(
    404,
    build,
    'TimelineNotFoundException',
    `The timeline ${id} of the build ${buildId} does not exist.`,
  );
