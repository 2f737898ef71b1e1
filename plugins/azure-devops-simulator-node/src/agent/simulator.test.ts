import { setTimeout as wait } from 'node:timers/promises';
import { createRepositoryWith } from '../testing/pushFiles';
import { Json } from '../testing/RestClient';
import { withSimulator } from '../testing/withSimulator';
import { createAgent } from './createAgent';

const pipeline = `
trigger: none
steps:
  - script: |
      mkdir out
      echo '<testsuite name="s"><testcase classname="tests.test_gate" name="test_breaks"><failure message="no"/></testcase></testsuite>' > out/results.xml
      cat README.md
      exit 1
    displayName: Test
  - task: PublishTestResults@2
    condition: succeededOrFailed()
    displayName: Publish
    inputs:
      testResultsFormat: JUnit
      testResultsFiles: out/results.xml
`;

describe('a pipeline of the simulator with an agent', () => {
  const context = withSimulator({
    agent: place =>
      createAgent({ ...place, clock: () => new Date(), logMilliseconds: 20 }),
  });

  async function runToEnd(repositoryId: string): Promise<Json> {
    const definition = await context.rest.post(
      'machine-learning/_apis/pipelines',
      {
        name: 'ci',
        configuration: {
          type: 'yaml',
          path: '/ci.yml',
          repository: { id: repositoryId, type: 'azureReposGit' },
        },
      },
    );
    const queued = await context.rest.post(
      'machine-learning/_apis/build/builds',
      { definition: { id: definition.body.id } },
    );
    const deadline = Date.now() + 60_000;
    for (;;) {
      const { body } = await context.rest.get(
        `machine-learning/_apis/build/builds/${queued.body.id}`,
      );
      if (body.status === 'completed' || Date.now() > deadline) {
        return body;
      }
      await wait(50);
    }
  }

  it('runs on this machine, and a failing test is named in the log and the timeline', async () => {
    const { id } = await createRepositoryWith(context, 'model', {
      'ci.yml': pipeline,
      'README.md': 'Read from the repository\n',
    });
    const build = await runToEnd(id);
    expect(build).toMatchObject({ status: 'completed', result: 'failed' });
    const path = `machine-learning/_apis/build/builds/${build.id}`;
    const { records } = (await context.rest.get(`${path}/timeline`)).body;
    const named = (name: string) =>
      records.find((record: Json) => record.name === name);
    expect(named('Test')).toMatchObject({ result: 'failed' });
    expect(named('Publish').issues[0].message).toBe(
      'Failed test: tests.test_gate.test_breaks: no',
    );
    expect(named('Checkout model@main to s').result).toBe('succeeded');
    const log = await context.rest.get(`${path}/logs/${named('Test').log.id}`);
    expect(JSON.stringify(log.body ?? log.text)).toContain(
      'Read from the repository',
    );
  });
});
