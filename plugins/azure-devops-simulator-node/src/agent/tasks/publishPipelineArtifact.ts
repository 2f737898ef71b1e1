import { publishArtifact } from './publishArtifact';
import { flag, Task } from './Task';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-pipeline-artifact-v1 */
export const publishPipelineArtifact: Task = {
  id: 'ecdc45f6-832d-4ad9-b52b-ee49e94659be',
  name: 'PublishPipelineArtifact',
  version: '1',
  friendlyName: 'Publish Pipeline Artifacts',
  inputs: [
    {
      name: 'path',
      aliases: ['targetPath'],
      default: '$(Pipeline.Workspace)',
      isRequired: true,
    },
    { name: 'artifactName', aliases: ['artifact'] },
    {
      name: 'artifactType',
      aliases: ['publishLocation'],
      default: 'pipeline',
      values: ['pipeline', 'filepath'],
      notSimulated: ['filepath'],
    },
    { name: 'fileSharePath' },
    // How it is done, not what.
    flag('parallel'),
    { name: 'parallelCount' },
    { name: 'properties', isNotSimulated: true },
  ],
  run: (context, inputs) =>
    publishArtifact(context, {
      // Without a name, it gets one that no other job has.
      name: inputs.text('artifactName') || context.job.request.name,
      path: inputs.path('path'),
      type: 'PipelineArtifact',
    }),
};
