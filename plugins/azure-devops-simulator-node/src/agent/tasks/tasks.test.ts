import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { script, taskStep, withAgent } from '../testing/withAgent';

describe('test reports', () => {
  const agent = withAgent();
  const report = `<?xml version="1.0"?>
<testsuites><testsuite name="pytest" tests="4">
  <testcase classname="tests.test_gate" name="test_passes" time="0.25"/>
  <testcase classname="tests.test_gate" name="test_breaks" time="0.5"><failure message="assert 1 == 2&#10;more">tests/test_gate.py:7: AssertionError the-secret</failure></testcase>
  <testcase classname="tests.test_gate" name="test_later"><skipped message="not now"/></testcase>
  <testsuite name="inner"><testcase name="test_crashes"><error>boom</error></testcase></testsuite>
</testsuite></testsuites>`;
  const write = script(
    `mkdir -p out; cat > out/TEST-a.xml <<'EOF'\n${report}\nEOF\ncp out/TEST-a.xml out/TEST-b.xml`,
  );

  it('are published, with the names of failed tests in the log and among the issues', async () => {
    const { result, listener } = await agent.run(
      [
        write,
        taskStep(
          'PublishTestResults@2',
          {
            testResultsFormat: 'JUnit',
            testResultsFiles: 'out/TEST-a.xml',
            testRunTitle: 'Unit',
          },
          { displayName: 'Publish' },
        ),
      ],
      { variables: { s: { value: 'the-secret', isSecret: true } } },
    );
    expect(result).toBe('succeeded');
    expect(listener.testRuns).toEqual([
      {
        title: 'Unit',
        durationMilliseconds: 750,
        results: [
          {
            name: 'test_passes',
            storage: 'tests.test_gate',
            outcome: 'Passed',
            durationMilliseconds: 250,
          },
          {
            name: 'test_breaks',
            storage: 'tests.test_gate',
            outcome: 'Failed',
            durationMilliseconds: 500,
            errorMessage: 'assert 1 == 2\nmore',
            stackTrace: 'tests/test_gate.py:7: AssertionError ***',
          },
          {
            name: 'test_later',
            storage: 'tests.test_gate',
            outcome: 'NotExecuted',
            durationMilliseconds: 0,
            errorMessage: 'not now',
          },
          {
            name: 'test_crashes',
            storage: 'inner',
            outcome: 'Failed',
            durationMilliseconds: 0,
            errorMessage: 'boom',
            stackTrace: 'boom',
          },
        ],
      },
    ]);
    const step = listener.named('Publish');
    expect(step.issues.map(({ message }) => message)).toEqual([
      'Failed test: tests.test_gate.test_breaks: assert 1 == 2',
      'Failed test: inner.test_crashes: boom',
    ]);
    expect(step.lines.join('\n')).toContain('tests/test_gate.py:7');
  });

  it('are one run for each file, or one for all, and can fail the step', async () => {
    const { result, listener } = await agent.run([
      write,
      taskStep('PublishTestResults@2', {}),
      taskStep('PublishTestResults@2', {
        testResultsFiles: '**/TEST-*.xml\n!**/TEST-b.xml',
        searchFolder: '$(Build.SourcesDirectory)/out',
        mergeTestResults: 'true',
        failTaskOnFailedTests: 'true',
      }),
    ]);
    expect(result).toBe('failed');
    expect(
      listener.testRuns.map(run => [run.title, run.results.length]),
    ).toEqual([
      ['JUnit_TestResults_1_1', 4],
      ['JUnit_TestResults_1_2', 4],
      ['JUnit_TestResults_1', 4],
    ]);
    expect(listener.step('step3').issues.at(-1)?.message).toContain(
      '2 failed tests',
    );
  });

  it('that are missing or broken are spoken of, and fail the step on demand', async () => {
    const { listener } = await agent.run([
      script('echo "<testsuites><oops" > broken.xml; echo "<html/>" > odd.xml'),
      taskStep('PublishTestResults@2', { testResultsFiles: 'none.xml' }),
      taskStep('PublishTestResults@2', { testResultsFiles: '*.xml' }),
      taskStep('PublishTestResults@2', {
        testResultsFiles: 'none.xml',
        failTaskOnMissingResultsFile: 'true',
      }),
      taskStep(
        'PublishTestResults@2',
        {
          testResultsFiles: '*.xml',
          failTaskOnFailureToPublishResults: 'true',
        },
        { condition: 'always()' },
      ),
      taskStep(
        'PublishTestResults@2',
        { testResultsFormat: 'NUnit' },
        { condition: 'always()' },
      ),
    ]);
    expect(listener.step('step2')).toMatchObject({
      result: 'succeeded',
      issues: [{ type: 'warning' }],
    });
    expect(listener.step('step3').issues.map(({ type }) => type)).toEqual([
      'warning',
      'warning',
    ]);
    expect(listener.step('step3').issues[0].message).toContain('broken.xml');
    expect(listener.step('step4').result).toBe('failed');
    expect(listener.step('step5').result).toBe('failed');
    expect(listener.step('step6').issues[0].message).toContain(
      "'NUnit' of the input 'testRunner' of PublishTestResults@2 is not simulated",
    );
  });

  it('of coverage give their figures', async () => {
    const cobertura =
      '<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage lines-valid="200" lines-covered="150" branches-valid="20" branches-covered="5" line-rate="0.75"/>';
    const { listener } = await agent.run([
      script(
        `echo '${cobertura}' > coverage.xml; echo '<report/>' > jacoco.xml`,
      ),
      taskStep('PublishCodeCoverageResults@2', {
        summaryFileLocation: 'coverage.xml',
      }),
      taskStep('PublishCodeCoverageResults@2', {
        summaryFileLocation: 'jacoco.xml',
      }),
    ]);
    expect(listener.coverage).toEqual([
      {
        linesCovered: 150,
        linesTotal: 200,
        branchesCovered: 5,
        branchesTotal: 20,
      },
    ]);
    expect(listener.step('step3').issues[0].message).toContain(
      'no Cobertura report',
    );
  });

  it('can come by a logging command', async () => {
    const { listener } = await agent.run([
      write,
      script(
        'echo "##vso[results.publish type=JUnit;resultFiles=out/TEST-a.xml;runTitle=By command]"',
      ),
    ]);
    expect(listener.testRuns.map(({ title }) => title)).toEqual(['By command']);
  });
});

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

describe('CopyFiles and PowerShell', () => {
  const agent = withAgent({
    hostEnvironment: { PATH: '/usr/bin:/bin', HOME: '/tmp' },
  });

  it('copies by patterns', async () => {
    const { listener } = await agent.run([
      script('mkdir -p a/b; touch a/x.txt a/b/y.txt a/b/z.log'),
      taskStep('CopyFiles@2', {
        SourceFolder: 'a',
        Contents: '**\n!**/*.log',
        TargetFolder: '$(Build.ArtifactStagingDirectory)',
      }),
      script('cd $(Build.ArtifactStagingDirectory); find . -type f | sort', {
        displayName: 'Look',
      }),
    ]);
    expect(
      listener.named('Look').lines.filter(line => line.startsWith('./')),
    ).toEqual(['./b/y.txt', './x.txt']);
  });

  it('says that PowerShell is not on the machine', async () => {
    const { result, listener } = await agent.run([
      taskStep('PowerShell@2', { targetType: 'inline', script: 'Get-Date' }),
    ]);
    expect(result).toBe('failed');
    expect(listener.step('step1').issues[0].message).toContain(
      'pwsh, and it is not on the PATH',
    );
  });
});
