import { createAgent } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import {
  BuildResult,
  type Build,
} from 'azure-devops-node-api/interfaces/BuildInterfaces';
import { createRepository } from '../testing/createRepository';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

const pipeline = `trigger: none
pool: Default
steps:
- script: cp report.xml test-results.xml
- task: PublishTestResults@2
  inputs:
    testResultsFormat: JUnit
    testResultsFiles: test-results.xml
    testRunTitle: Unit tests
`;

const report = `<testsuites><testsuite name="churn" tests="2" failures="1">
<testcase classname="churn.test_train" name="test_fits" time="0.5"/>
<testcase classname="churn.test_train" name="test_predicts" time="0.25"><failure message="expected 1">expected 1, found 2</failure></testcase>
</testsuite></testsuites>
`;

describe('azure-devops-node-api: test results', () => {
  const context = withAzureDevOps({
    agent: place => createAgent({ ...place, clock: () => new Date() }),
  });

  async function run(name: string, yaml: string): Promise<Build> {
    const repository = await createRepository(context, name, {
      'ci.yml': yaml,
      'report.xml': report,
    });
    const builds = await context.connect().getBuildApi();
    const yamlProcess = { type: 2, yamlFilename: 'ci.yml' };
    const definition = await builds.createDefinition(
      {
        name,
        repository: {
          id: repository.id,
          type: 'TfsGit',
          defaultBranch: 'refs/heads/main',
        },
        process: yamlProcess,
        queue: { name: 'Default' },
      },
      project,
    );
    const { id = 0 } = await builds.queueBuild(
      { definition: { id: definition.id } },
      project,
    );
    await context.simulator.settled();
    return builds.getBuild(project, id);
  }

  it('reads the test run of a build, its results and its logs', async () => {
    const build = await run('tested', pipeline);
    expect(build.result).toBe(BuildResult.Succeeded);
    const tests = await context.connect().getTestApi();
    const [listed, ...others] = await tests.getTestRuns(project, build.uri);
    expect(others).toEqual([]);
    expect(await tests.getTestRunById(project, listed.id ?? 0)).toMatchObject({
      name: 'Unit tests',
      totalTests: 2,
      passedTests: 1,
    });
    const results = await tests.getTestResults(project, listed.id ?? 0);
    expect(
      results.map(({ testCaseTitle, outcome }) => [testCaseTitle, outcome]),
    ).toEqual([
      ['test_fits', 'Passed'],
      ['test_predicts', 'Failed'],
    ]);
    expect(
      await tests.getTestResults(project, listed.id ?? 0, undefined, 1, 1),
    ).toMatchObject([{ testCaseTitle: 'test_predicts' }]);

    const builds = await context.connect().getBuildApi();
    const logs = await builds.getBuildLogs(project, build.id ?? 0);
    const lines = await Promise.all(
      logs.map(({ id = 0 }) =>
        builds.getBuildLogLines(project, build.id ?? 0, id),
      ),
    );
    expect(lines.flat().join('\n')).toContain('test-results.xml');
  });

  it('finds no test runs of a build that published none', async () => {
    const build = await run(
      'quiet',
      'trigger: none\nsteps:\n- script: echo quiet\n',
    );
    const tests = await context.connect().getTestApi();
    expect(await tests.getTestRuns(project, build.uri)).toEqual([]);
    expect(await tests.getTestRunById(project, 4711)).toBeNull();
  });
});
