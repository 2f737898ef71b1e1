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
