import { cp, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { findFiles } from '../findFiles';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';

/** The run that has triggered this one, if it is of the pipeline that is wanted. */
function triggeringRun(
  context: StepContext,
  definitionId: string,
): string | undefined {
  const { variables } = context.job;
  return variables.get('Build.TriggeredBy.DefinitionId') === definitionId
    ? variables.get('Build.TriggeredBy.BuildId')
    : undefined;
}

function latestRun(context: StepContext, inputs: TaskInputs): string {
  const { job } = context;
  const definitionId = inputs.text('definition');
  const project = inputs.text('project');
  if (!definitionId) {
    throw new TaskFailure(
      "DownloadPipelineArtifact@2 needs the input 'definition' to find the latest run.",
    );
  }
  const triggering = inputs.flag('specificBuildWithTriggering')
    ? triggeringRun(context, definitionId)
    : undefined;
  if (triggering) {
    return triggering;
  }
  const ownId = job.variables.get('System.TeamProjectId') ?? '';
  const isOwn =
    !project || project.toLowerCase() === job.request.project.toLowerCase();
  const ofBranch =
    inputs.text('buildVersionToDownload').toLowerCase() === 'latestfrombranch';
  const found = job.listener.findRun({
    projectId: isOwn ? ownId : project,
    definitionId,
    ...(ofBranch && { branch: inputs.text('branchName') }),
    allowPartiallySucceeded: inputs.flag('allowPartiallySucceededBuilds'),
  });
  if (!found) {
    throw new TaskFailure(
      `No run of the pipeline ${definitionId}${
        ofBranch ? ` on ${inputs.text('branchName')}` : ''
      } has succeeded and has artifacts.`,
    );
  }
  return found;
}

function wantedRun(context: StepContext, inputs: TaskInputs): string {
  if (inputs.text('buildType').toLowerCase() === 'current') {
    return context.job.request.buildId;
  }
  if (inputs.text('buildVersionToDownload').toLowerCase() !== 'specific') {
    return latestRun(context, inputs);
  }
  const id = inputs.text('pipelineId');
  if (!/^\d+$/.test(id)) {
    throw new TaskFailure(
      `The input 'pipelineId' of DownloadPipelineArtifact@2 is '${id}'; the number of a run is expected. A $(…) that stands there still is a variable that is not set.`,
    );
  }
  return id;
}

async function copyArtifact(
  context: StepContext,
  options: {
    readonly buildId: string;
    readonly name: string;
    readonly target: string;
    readonly patterns: readonly string[];
  },
): Promise<void> {
  const { buildId, name, target } = options;
  const folder = context.job.listener.findArtifact({ buildId, name });
  if (!folder) {
    const names = context.job.listener.artifactNames(buildId);
    throw new TaskFailure(
      `Artifact ${name} was not found for build ${buildId}; it has ${
        names.join(', ') || 'none'
      }.`,
    );
  }
  const files = await findFiles(folder, options.patterns);
  for (const file of files) {
    const copy = join(target, relative(folder, file));
    await mkdir(dirname(copy), { recursive: true });
    await cp(file, copy, { preserveTimestamps: true });
  }
  context.log(
    `Downloaded ${files.length} files of the artifact ${name} of run ${buildId} to ${target}`,
  );
}

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const buildId = wantedRun(context, inputs);
  const target = inputs.path('targetPath');
  const patterns = inputs.lines('itemPattern');
  const name = inputs.text('artifactName');
  await mkdir(target, { recursive: true });
  if (name) {
    await copyArtifact(context, { buildId, name, target, patterns });
    return;
  }
  const names = context.job.listener.artifactNames(buildId);
  if (names.length === 0) {
    context.log(`Run ${buildId} has no artifacts.`);
  }
  for (const one of names) {
    await copyArtifact(context, {
      buildId,
      name: one,
      target: join(target, one),
      patterns,
    });
  }
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/download-pipeline-artifact-v2 */
export const downloadPipelineArtifact: Task = {
  id: '61f2a582-95ae-4948-b34d-a1b3c4f6a737',
  name: 'DownloadPipelineArtifact',
  version: '2',
  friendlyName: 'Download Pipeline Artifacts',
  inputs: [
    {
      name: 'buildType',
      aliases: ['source'],
      default: 'current',
      values: ['current', 'specific'],
    },
    { name: 'project' },
    { name: 'definition', aliases: ['pipeline'] },
    flag('specificBuildWithTriggering', {
      aliases: ['preferTriggeringPipeline'],
    }),
    {
      name: 'buildVersionToDownload',
      aliases: ['runVersion'],
      default: 'latest',
      values: ['latest', 'latestFromBranch', 'specific'],
    },
    {
      name: 'branchName',
      aliases: ['runBranch'],
      default: 'refs/heads/master',
    },
    { name: 'pipelineId', aliases: ['runId', 'buildId'] },
    { name: 'tags', isNotSimulated: true },
    flag('allowPartiallySucceededBuilds'),
    flag('allowFailedBuilds', { notSimulated: ['true'] }),
    { name: 'artifactName', aliases: ['artifact'] },
    { name: 'itemPattern', aliases: ['patterns'], default: '**' },
    {
      name: 'targetPath',
      aliases: ['path'],
      default: '$(Pipeline.Workspace)',
    },
  ],
  run,
};
