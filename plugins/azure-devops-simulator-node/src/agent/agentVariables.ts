import { AgentSettings } from './AgentSettings';
import { JobFolders } from './JobFolders';
import { JobRequest, JobVariable } from './JobRequest';

const systemNames: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'Linux',
  darwin: 'Darwin',
};

const architectures: Readonly<Record<string, string>> = {
  x64: 'X64',
  arm64: 'ARM64',
  arm: 'ARM',
};

/**
 * What the agent itself knows.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/build/variables
 */
export function agentVariables(
  request: JobRequest,
  folders: JobFolders,
  settings: AgentSettings,
): Readonly<Record<string, JobVariable>> {
  const values: Readonly<Record<string, string>> = {
    'Agent.Name': settings.name,
    'Agent.MachineName': settings.machineName,
    'Agent.OS': systemNames[settings.platform] ?? settings.platform,
    'Agent.OSArchitecture':
      architectures[settings.architecture] ?? settings.architecture,
    'Agent.RootDirectory': settings.workDirectory,
    'Agent.WorkFolder': settings.workDirectory,
    'Agent.HomeDirectory': settings.workDirectory,
    'Agent.BuildDirectory': folders.build,
    'Agent.TempDirectory': folders.temp,
    'Agent.ToolsDirectory': folders.tools,
    'Pipeline.Workspace': folders.build,
    'System.DefaultWorkingDirectory': folders.sources,
    'System.ArtifactsDirectory': folders.artifactStaging,
    'Build.SourcesDirectory': folders.sources,
    'Build.ArtifactStagingDirectory': folders.artifactStaging,
    'Build.StagingDirectory': folders.artifactStaging,
    'Build.BinariesDirectory': folders.binaries,
    'Build.Repository.LocalPath': folders.sources,
    'Common.TestResultsDirectory': folders.testResults,
  };
  return {
    ...Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value }]),
    ),
    // It changes with every step.
    'Agent.JobStatus': { value: 'Succeeded' },
    'System.AccessToken': { value: request.accessToken, isSecret: true },
  };
}
