import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { TaskResult } from '../agent/JobListener';
import { completeStep, ScriptedAgent } from '../testing/ScriptedAgent';
import {
  createPipeline,
  PipelineUnderTest,
  runPipeline,
  timelineOf,
} from '../testing/pipelineUnderTest';
import { basic, Json } from '../testing/RestClient';
import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning/_apis';

describe('what a run leaves behind', () => {
  let folder: string;
  const agent = new ScriptedAgent({
    '__default.job': async ({ request, listener }): Promise<TaskResult> => {
      const [{ recordId }] = request.steps;
      listener.stepAdded({
        recordId: '0b1f5a52-1111-4222-8333-444455556666',
        displayName: 'Initialize job',
        place: 'before',
      });
      listener.stepStarted(recordId, 'Test it');
      listener.stepLogged(recordId, ['1 one', '2 two', '3 three']);
      await listener.publishArtifact({
        name: 'model',
        path: folder,
        type: 'PipelineArtifact',
      });
      listener.publishTestResults({
        title: 'Unit tests',
        durationMilliseconds: 1500,
        results: [
          {
            name: 'adds',
            storage: 'tests.test_sum',
            outcome: 'Passed',
            durationMilliseconds: 500,
          },
          {
            name: 'subtracts',
            storage: 'tests.test_sum',
            outcome: 'Failed',
            durationMilliseconds: 1000,
            errorMessage: '1 is not 2',
          },
        ],
      });
      listener.publishCoverage({
        linesCovered: 8,
        linesTotal: 10,
        branchesCovered: 0,
        branchesTotal: 0,
      });
      listener.addBuildTag('trained');
      listener.updateBuildNumber('release-7');
      completeStep(listener, recordId);
      return 'succeededWithIssues';
    },
  });
  const context = withSimulator({ agent: () => agent });
  let pipeline: PipelineUnderTest;
  let build: Json;
  let one: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-artifact-'));
    await writeFile(join(folder, 'model.txt'), 'weights');
    pipeline = await createPipeline(
      context,
      'jobs:\n- job: job\n  steps:\n  - script: pytest\n',
    );
    build = await runPipeline(context, pipeline);
    one = `${project}/build/builds/${build.id}`;
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('has the result, the number and the tags that the job gave', () => {
    expect(build).toMatchObject({
      result: 'partiallySucceeded',
      buildNumber: 'release-7',
      tags: ['trained'],
    });
  });

  it('lists the steps that the file does not spell out before the others', async () => {
    const tasks = Object.values(await timelineOf(context, build.id))
      .filter(({ type }) => type === 'Task')
      .sort((left, right) => left.order - right.order);
    expect(tasks.map(({ name }) => name)).toEqual([
      'Initialize job',
      'Scripted',
    ]);
  });

  it('gives logs as JSON, as text, in parts and as an archive', async () => {
    const logs = await context.rest.get(`${one}/logs`);
    expect(logs.body.value).toMatchObject([{ id: 1, lineCount: 3 }]);
    const lines = await context.rest.get(`${one}/logs/1?startLine=2&endLine=3`);
    expect(lines.body).toEqual({ count: 2, value: ['2 two', '3 three'] });
    const text = await context.rest.get(`${one}/logs/1`, {
      headers: { accept: 'text/plain' },
    });
    expect(text.text).toBe('1 one\n2 two\n3 three\n');
    expect((await context.rest.get(`${one}/logs/9`)).status).toBe(404);
    const runLogs = await context.rest.get(
      `${project}/pipelines/${pipeline.id}/runs/${build.id}/logs`,
    );
    expect(runLogs.body.logs).toMatchObject([{ id: 1, lineCount: 3 }]);
  });

  it('gives artifacts with their content', async () => {
    const artifacts = await context.rest.get(`${one}/artifacts`);
    expect(artifacts.body.value).toMatchObject([
      {
        name: 'model',
        resource: {
          type: 'PipelineArtifact',
          properties: { artifactsize: '7' },
        },
      },
    ]);
    const [{ resource }] = artifacts.body.value;
    const answer = await fetch(resource.downloadUrl, {
      headers: { authorization: basic(context.simulator.token) },
    });
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(strFromU8(files['model/model.txt'])).toBe('weights');
    const missing = await context.rest.get(`${one}/artifacts?artifactName=x`);
    expect(missing.status).toBe(404);
    expect(missing.body.typeKey).toBe('ArtifactNotFoundException');
  });

  it('shows test results, their summary and the coverage', async () => {
    const runs = await context.rest.get(
      `${project}/test/runs?buildUri=vstfs:///Build/Build/${build.id}`,
    );
    expect(runs.body.value).toMatchObject([
      { name: 'Unit tests', totalTests: 2, passedTests: 1 },
    ]);
    const results = await context.rest.get(
      `${project}/test/runs/${runs.body.value[0].id}/results?outcomes=Failed`,
    );
    expect(results.body.value).toMatchObject([
      { testCaseTitle: 'subtracts', errorMessage: '1 is not 2' },
    ]);
    const summary = await context.rest.get(
      `${project}/test/ResultSummaryByBuild?buildId=${build.id}`,
    );
    expect(summary.body.aggregatedResultsAnalysis).toMatchObject({
      totalTests: 2,
      resultsByOutcome: { Passed: { count: 1 }, Failed: { count: 1 } },
    });
    const coverage = await context.rest.get(
      `${project}/test/codecoverage?buildId=${build.id}`,
    );
    expect(coverage.body.coverageData[0].coverageStats).toMatchObject([
      { label: 'Lines', covered: 8, total: 10 },
    ]);
  });

  it('lets tags be added and removed', async () => {
    const added = await context.rest.put(`${one}/tags/good`, undefined);
    expect(added.body).toEqual({ count: 2, value: ['trained', 'good'] });
    await context.rest.post(`${one}/tags`, ['better', 'GOOD']);
    const left = await context.rest.delete(`${one}/tags/trained`);
    expect(left.body.value).toEqual(['good', 'better']);
  });

  it('names the commits since the run before', async () => {
    const { body } = await context.rest.get(`${one}/changes`);
    expect(body.value).toMatchObject([
      { id: pipeline.commit, message: 'Start' },
    ]);
  });

  it('goes away with the run', async () => {
    const gone = await runPipeline(context, pipeline);
    const path = `${project}/build/builds/${gone.id}`;
    expect((await context.rest.delete(path)).status).toBe(204);
    expect((await context.rest.get(`${path}/timeline`)).status).toBe(404);
    const runs = await context.rest.get(
      `${project}/test/runs?buildUri=vstfs:///Build/Build/${gone.id}`,
    );
    expect(runs.body.count).toBe(0);
    const [test] = (await context.rest.get(`${project}/test/runs?$top=1`)).body
      .value;
    expect(test).toMatchObject({ build: { id: String(build.id) } });
    expect(
      (await context.rest.get(`${project}/test/runs/${test.id + 1}/results`))
        .status,
    ).toBe(404);
  });
});
