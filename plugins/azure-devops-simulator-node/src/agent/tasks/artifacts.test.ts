import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { script, taskStep, withAgent } from '../testing/withAgent';

describe('artifacts', () => {
  const agent = withAgent();

  it('go from one job to the next', async () => {
    const publishing = await agent.run(
      [
        script(
          'mkdir -p out/deep; echo 1 > out/a.txt; echo 2 > out/deep/b.bin',
        ),
        taskStep('PublishPipelineArtifact@1', {
          targetPath: 'out',
          artifact: 'model',
        }),
        taskStep('PublishBuildArtifacts@1', {
          PathtoPublish: 'out/a.txt',
          ArtifactName: 'drop',
        }),
      ],
      { buildId: '70' },
    );
    expect(publishing.result).toBe('succeeded');
    const { result, listener } = await agent.run(
      [
        taskStep('DownloadPipelineArtifact@2', {
          artifactName: 'model',
          targetPath: 'one',
        }),
        taskStep('DownloadPipelineArtifact@2', { patterns: '**/*.txt' }),
        script(
          'find one -type f | sort; cd $(Pipeline.Workspace); find model drop -type f | sort',
          { displayName: 'Look' },
        ),
      ],
      { buildId: '70' },
    );
    expect(result).toBe('succeeded');
    expect(
      listener
        .named('Look')
        .lines.filter(line => /^(one|model|drop)\//.test(line)),
    ).toEqual(['one/a.txt', 'one/deep/b.bin', 'drop/a.txt', 'model/a.txt']);
  });

  it('come from a named run, the latest one, and the pipelines of a deployment', async () => {
    const folder = join(agent.directory, 'artifacts/41/model');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'model.bin'), 'bytes');
    const variables = {
      'resources.pipeline.training.runID': { value: '41' },
      'resources.pipeline.training.projectID': { value: 'p' },
      'resources.pipeline.training.pipelineID': { value: '9' },
      'System.TeamProjectId': { value: 'project-id' },
    };
    const listener = agent.listener('90');
    listener.latestRun = '41';
    const { result } = await agent.run(
      [
        script('cat ../training/model/model.bin', { displayName: 'Automatic' }),
        taskStep('DownloadPipelineArtifact@2', {
          buildType: 'specific',
          project: '$(resources.pipeline.training.projectID)',
          definition: '$(resources.pipeline.training.pipelineID)',
          buildVersionToDownload: 'specific',
          pipelineId: '$(resources.pipeline.training.runID)',
          artifactName: 'model',
          targetPath: '$(Build.SourcesDirectory)/named',
        }),
        taskStep('DownloadPipelineArtifact@2', {
          source: 'specific',
          project: 'machine-learning',
          pipeline: '9',
          runVersion: 'latestFromBranch',
          runBranch: 'refs/heads/main',
          artifact: 'model',
          path: 'latest',
        }),
        script('cat named/model.bin latest/model.bin', { displayName: 'Look' }),
      ],
      {
        buildId: '90',
        listener,
        variables,
        isDeployment: true,
        downloadsArtifacts: true,
      },
    );
    expect(result).toBe('succeeded');
    expect(listener.named('Automatic').lines).toContain('bytes');
    expect(listener.named('Look').lines).toContain('bytesbytes');
    expect(listener.runsWanted).toEqual([
      {
        projectId: 'project-id',
        definitionId: '9',
        branch: 'refs/heads/main',
        allowPartiallySucceeded: false,
      },
    ]);
  });

  it('that cannot be are refused by name', async () => {
    const { listener } = await agent.run(
      [
        taskStep('PublishPipelineArtifact@1', { targetPath: 'nowhere' }),
        taskStep(
          'DownloadPipelineArtifact@2',
          { artifactName: 'nothing' },
          { condition: 'always()' },
        ),
        taskStep(
          'DownloadPipelineArtifact@2',
          {
            buildType: 'specific',
            buildVersionToDownload: 'specific',
            pipelineId: '$(missing)',
          },
          { condition: 'always()' },
        ),
        taskStep(
          'PublishPipelineArtifact@1',
          { targetPath: '.', artifact: 'a/b' },
          { condition: 'always()' },
        ),
        taskStep(
          'DownloadPipelineArtifact@2',
          { tags: 'good' },
          { condition: 'always()' },
        ),
      ],
      { buildId: '91' },
    );
    const messages = [1, 2, 3, 4, 5].map(
      index => listener.step(`step${index}`).issues[0].message,
    );
    expect(messages[0]).toMatch(/Path does not exist: .*nowhere/);
    expect(messages[1]).toContain('nothing was not found for build 91');
    expect(messages[2]).toContain("is '$(missing)'");
    expect(messages[3]).toContain('not valid: a/b');
    expect(messages[4]).toContain("'tags'");
  });
});
