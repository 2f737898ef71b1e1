import {
  createPipeline,
  getBuild,
  PipelineUnderTest,
} from '../testing/pipelineUnderTest';
import { openPage } from '../pages/testing/openPage';
import { Json } from '../testing/RestClient';
import { ScriptedAgent } from '../testing/ScriptedAgent';
import { untilThere } from '../testing/untilThere';
import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning/_apis';
const good = 'steps:\n- script: echo ok\n';

describe('a pipeline that cannot run', () => {
  const context = withSimulator({ agent: () => new ScriptedAgent() });
  let broken: PipelineUnderTest;
  let sound: PipelineUnderTest;

  beforeAll(async () => {
    broken = await createPipeline(context, 'steps:\n- scripts: echo\n', {
      definition: {
        triggers: [
          { settingsSourceType: 2, triggerType: 'continuousIntegration' },
        ],
      },
    });
    sound = await createPipeline(context, good);
  });

  it('is refused by the pipelines API with file, line and column', async () => {
    const { status, body } = await context.rest.post(
      `${project}/pipelines/${broken.id}/runs`,
      {},
    );
    expect(status).toBe(400);
    expect(body.typeKey).toBe('PipelineValidationException');
    expect(body.message).toMatch(
      /^\/azure-pipelines\.yml \(Line: 2, Col: 3\): .*scripts/,
    );
  });

  it('is refused by the build API with a result for each mistake', async () => {
    const { status, body } = await context.rest.post(
      `${project}/build/builds`,
      { definition: { id: broken.id } },
    );
    expect(status).toBe(400);
    expect(body.typeKey).toBe('BuildRequestValidationFailedException');
    expect(body.customProperties.ValidationResults).toMatchObject([
      {
        result: 'error',
        message: expect.stringContaining('(Line: 2, Col: 3)'),
      },
    ]);
  });

  describe('leaves a failed run behind when a push triggers it', () => {
    let build: Json;

    beforeAll(async () => {
      await context.rest.post(
        `${project}/git/repositories/${broken.repositoryId}/pushes`,
        {
          refUpdates: [{ name: 'refs/heads/main', oldObjectId: broken.commit }],
          commits: [
            {
              comment: 'Change it',
              changes: [
                {
                  changeType: 'add',
                  item: { path: '/new.txt' },
                  newContent: { content: 'new', contentType: 'rawtext' },
                },
              ],
            },
          ],
        },
      );
      const builds: readonly Json[] = await untilThere(
        async () =>
          (
            await context.rest.get(
              `${project}/build/builds?definitions=${broken.id}`,
            )
          ).body.value,
        1,
      );
      build = await getBuild(context, builds[0].id);
    });

    it('which tells what was wrong', () => {
      expect(build).toMatchObject({
        status: 'completed',
        result: 'failed',
        reason: 'individualCI',
        validationResults: [
          {
            result: 'error',
            message: expect.stringContaining('(Line: 2, Col: 3)'),
          },
        ],
      });
    });

    it('whose timeline, logs and artifacts are empty and no error', async () => {
      const one = `${project}/build/builds/${build.id}`;
      const { status, body } = await context.rest.get(`${one}/timeline`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: build.orchestrationPlan.planId,
        records: [],
        changeId: 0,
      });
      expect(
        (await context.rest.get(`${one}/timeline/${body.id}`)).body,
      ).toEqual(body);
      for (const part of ['logs', 'artifacts']) {
        const answer = await context.rest.get(`${one}/${part}`);
        expect([part, answer.body]).toEqual([part, { count: 0, value: [] }]);
      }
    });

    it('whose page starts with the mistakes', async () => {
      const url = `${context.simulator.organizationUrl()}/machine-learning/_build/results?buildId=${
        build.id
      }`;
      const page = await openPage(url);
      expect(page.status).toBe(200);
      expect(page.read('#state')).toContain('failed');
      expect(page.document.querySelector('main section')?.id).toBe('problems');
      expect(page.read('#problems')).toMatch(
        /^What went wrong The pipeline could not be compiled Error: \/azure-pipelines\.yml \(Line: 2, Col: 3\): .*scripts/,
      );
      for (const label of ['Logs', 'Tests', 'Artifacts', 'Code coverage']) {
        expect([label, (await openPage(page.link(label))).status]).toEqual([
          label,
          200,
        ]);
      }
      expect((await openPage(page.link('Final YAML'))).read('main')).toContain(
        'its pipeline has not been compiled',
      );
    });
  });

  it.each([
    [
      'an environment that does not exist',
      `jobs:
- deployment: d
  environment: nowhere
  strategy: {runOnce: {deploy: {steps: [{script: echo}]}}}
`,
      /Job d: Environment nowhere could not be found/,
    ],
    [
      'a variable group that does not exist',
      `variables:\n- group: nothing\nsteps:\n- script: echo\n`,
      /Variable group 'nothing' could not be found/,
    ],
    [
      'a service connection that does not exist',
      `steps:
- task: AzureCLI@2
  inputs:
    azureSubscription: nobody
    scriptType: bash
    scriptLocation: inlineScript
    inlineScript: az account show
`,
      /input azureSubscription references service connection nobody which could not be found/,
    ],
    [
      'a pool that does not exist',
      `pool: nowhere\nsteps:\n- script: echo\n`,
      /Could not find a pool with name nowhere/,
    ],
    [
      'a run of another pipeline that there is not',
      `resources:
  pipelines:
  - pipeline: other
    source: nothing
steps:
- script: echo
`,
      /Pipeline Resource other Input Must be Valid/,
    ],
  ])('may name %s', async (_, yaml, message) => {
    const { status, body } = await context.rest.post(
      `${project}/pipelines/${sound.id}/preview`,
      { previewRun: true, yamlOverride: yaml },
    );
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });

  it('can be previewed, and nothing runs', async () => {
    const preview = await context.rest.post(
      `${project}/pipelines/${sound.id}/preview`,
      { previewRun: true },
    );
    expect(preview.body.finalYaml).toContain('echo ok');
    const asRun = await context.rest.post(
      `${project}/pipelines/${sound.id}/runs`,
      { previewRun: true },
    );
    expect(asRun.body.finalYaml).toBe(preview.body.finalYaml);
    const runs = await context.rest.get(
      `${project}/pipelines/${sound.id}/runs`,
    );
    expect(runs.body.count).toBe(0);
  });

  it('has no stage to leave out that it does not have', async () => {
    const { status, body } = await context.rest.post(
      `${project}/pipelines/${sound.id}/runs`,
      { stagesToSkip: ['nothing'] },
    );
    expect(status).toBe(400);
    expect(body.message).toMatch(/stagesToSkip names the stage nothing/);
  });
});
