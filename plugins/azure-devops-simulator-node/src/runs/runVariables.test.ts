import { ScriptedAgent } from '../testing/ScriptedAgent';
import {
  createPipeline,
  getBuild,
  runPipeline,
  startRun,
  timelineOf,
} from '../testing/pipelineUnderTest';
import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning/_apis';

describe('the variables of a job', () => {
  const agent = new ScriptedAgent();
  const context = withSimulator({
    agent: () => agent,
    clock: () => new Date('2026-03-01T10:00:00Z'),
  });

  const last = () => agent.requests[agent.requests.length - 1];

  const createGroup = async (name: string, more: object = {}) => {
    const { body: owner } = await context.rest.get(
      '_apis/projects/machine-learning',
    );
    const { body } = await context.rest.post(
      '_apis/distributedtask/variablegroups',
      {
        name,
        type: 'Vsts',
        variables: {
          region: { value: 'west' },
          password: { value: 'hunter2', isSecret: true },
        },
        variableGroupProjectReferences: [
          { name, projectReference: { id: owner.id, name: owner.name } },
        ],
        ...more,
      },
    );
    return body.id as number;
  };

  it('come from groups, whose secrets the agent gets and nobody else sees', async () => {
    const groupId = await createGroup('ml-secrets');
    const pipeline = await createPipeline(
      context,
      `
variables:
- group: ml-secrets
- name: region
  value: north
steps:
- script: echo
`,
    );
    await context.rest.patch(
      `${project}/pipelines/pipelinepermissions/variablegroup/${groupId}`,
      { pipelines: [{ id: pipeline.id, authorized: true }] },
    );
    const build = await runPipeline(context, pipeline);
    expect(build.result).toBe('succeeded');
    expect(last().variables).toMatchObject({
      region: { value: 'north' },
      password: { value: 'hunter2', isSecret: true },
    });
    const one = `${project}/build/builds/${build.id}`;
    for (const path of [
      one,
      `${one}/timeline`,
      `${project}/pipelines/${pipeline.id}/runs/${build.id}`,
    ]) {
      expect((await context.rest.get(path)).text).not.toContain('hunter2');
    }
  });

  it('are replaced from the outside in: settings, start of the run, file, stage, job', async () => {
    const pipeline = await createPipeline(
      context,
      `
variables:
  b: root
  c: root
  d: root
stages:
- stage: s
  variables:
    c: stage
    d: stage
  jobs:
  - job: j
    variables:
      d: job
      e: $[ format('{0}-{1}', variables.c, variables['Build.Reason']) ]
    steps: [{script: echo}]
`,
      {
        definition: {
          variables: {
            a: { value: 'settings', allowOverride: true },
            b: { value: 'settings' },
          },
        },
      },
    );
    await runPipeline(context, pipeline, {
      variables: { a: { value: 'given' } },
    });
    expect(last().variables).toMatchObject({
      a: { value: 'given' },
      b: { value: 'root' },
      c: { value: 'stage' },
      d: { value: 'job' },
      e: { value: 'stage-Manual' },
      'System.StageName': { value: 's' },
      'Build.SourceBranchName': { value: 'main' },
      'System.AccessToken': { isSecret: true },
    });
    await expect(
      startRun(context, pipeline, { variables: { b: { value: 'given' } } }),
    ).rejects.toThrow(/can't set the following variables \(b\)/);
  });

  it('differ between the legs of a matrix', async () => {
    const pipeline = await createPipeline(
      context,
      `
jobs:
- job: test
  strategy:
    matrix:
      old: {python: '3.11'}
      new: {python: '3.13'}
  steps: [{script: echo}]
- job: dynamic
  dependsOn: test
  strategy:
    matrix: $[ variables.legs ]
  variables:
    legs: '{"one":{"number":"1"}}'
  steps: [{script: echo}]
`,
    );
    agent.requests.length = 0;
    const build = await runPipeline(context, pipeline);
    expect(build.result).toBe('succeeded');
    expect(
      agent.requests.map(({ name, variables }) => [
        name,
        (variables.python ?? variables.number).value,
      ]),
    ).toEqual([
      ['__default.test.old', '3.11'],
      ['__default.test.new', '3.13'],
      ['__default.dynamic.one', '1'],
    ]);
    expect(
      (await timelineOf(context, build.id))['Job __default.test.old'].name,
    ).toBe('test old');
  });

  it('number runs as the file says, and count', async () => {
    const pipeline = await createPipeline(
      context,
      `
name: $(major).$(minor)-$(Date:yyyyMMdd)$(Rev:.rr)
variables:
  major: 2
  minor: $[ counter(variables.major, 5) ]
steps:
- script: echo
`,
    );
    const numbers = [];
    for (let count = 0; count < 2; count++) {
      const id = await startRun(context, pipeline);
      numbers.push((await getBuild(context, id)).buildNumber);
    }
    expect(numbers).toEqual(['2.5-20260301.01', '2.6-20260301.01']);
    await context.simulator.settled();
    expect(last().variables.minor).toEqual({ value: '6' });
  });

  it('hold a token that ends with the job', async () => {
    const pipeline = await createPipeline(context, 'steps:\n- script: echo\n');
    await runPipeline(context, pipeline);
    const answer = await context.rest.get('_apis/projects', {
      token: last().accessToken,
    });
    expect(answer.status).toBe(401);
  });
});
