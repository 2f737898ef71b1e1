import { publishArtifact } from './publishArtifact';
import { flag, Task } from './Task';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-build-artifacts-v1 */
export const publishBuildArtifacts: Task = {
  id: '2ff763a7-ce83-4e1f-bc89-0ae63477cebe',
  name: 'PublishBuildArtifacts',
  version: '1',
  friendlyName: 'Publish build artifacts',
  inputs: [
    {
      name: 'PathtoPublish',
      default: '$(Build.ArtifactStagingDirectory)',
      isRequired: true,
    },
    { name: 'ArtifactName', default: 'drop', isRequired: true },
    {
      name: 'ArtifactType',
      aliases: ['publishLocation'],
      default: 'Container',
      values: ['Container', 'FilePath'],
      notSimulated: ['FilePath'],
    },
    { name: 'MaxArtifactSize', default: '0', values: ['0'] },
    { name: 'TargetPath' },
    flag('Parallel'),
    { name: 'ParallelCount' },
    { name: 'FileCopyOptions' },
    flag('StoreAsTar', { notSimulated: ['true'] }),
  ],
  run: (context, inputs) =>
    publishArtifact(context, {
      name: inputs.text('ArtifactName'),
      path: inputs.path('PathtoPublish'),
      type: 'Container',
    }),
};
