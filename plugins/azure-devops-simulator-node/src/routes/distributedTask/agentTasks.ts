/** A task as the list of tasks describes it. */
export interface AgentTask {
  readonly id: string;
  readonly name: string;
  readonly friendlyName: string;
  readonly major: number;
}

const task = (
  id: string,
  name: string,
  friendlyName: string,
  major: number,
): AgentTask => ({ id, name, friendlyName, major });

/** The tasks that the simulator's agent carries out, with Azure DevOps' own ids. */
export const agentTasks: readonly AgentTask[] = [
  task('46e4be58-730b-4389-8a2f-ea10b3e5e815', 'AzureCLI', 'Azure CLI', 2),
  task('6c731c3c-3c68-459a-a5c9-bde6e6595b5b', 'Bash', 'Bash', 3),
  task('d53ccab4-555e-4494-9d06-11db043fb4a9', 'Cache', 'Cache', 2),
  task('d9bafed4-0b18-4f58-968d-86655b4d2ce9', 'CmdLine', 'Command line', 2),
  task(
    '61f2a582-95ae-4948-b34d-a1b3c4f6a737',
    'DownloadPipelineArtifact',
    'Download Pipeline Artifacts',
    2,
  ),
  task(
    'ecdc45f6-832d-4ad9-b52b-ee49e94659be',
    'PublishPipelineArtifact',
    'Publish Pipeline Artifacts',
    1,
  ),
  task(
    '0b0f01ed-7dde-43ff-9cbb-e48954daf9b1',
    'PublishTestResults',
    'Publish Test Results',
    2,
  ),
  task(
    '33c63b11-352b-45a2-ba1b-54cb568a29ca',
    'UsePythonVersion',
    'Use Python version',
    0,
  ),
];

export function agentTaskWire(entry: AgentTask) {
  return {
    id: entry.id,
    name: entry.name,
    friendlyName: entry.friendlyName,
    version: { major: entry.major, minor: 0, patch: 0, isTest: false },
    visibility: ['Build', 'Release'],
    runsOn: ['Agent', 'DeploymentGroup'],
    definitionType: 'task',
    serverOwned: true,
    contentsUploaded: true,
    disabled: false,
    deprecated: false,
    preview: false,
    inputs: [],
    groups: [],
    demands: [],
    satisfies: [],
    execution: {},
  };
}
