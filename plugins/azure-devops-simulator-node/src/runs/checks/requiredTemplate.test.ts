import {
  addCheck,
  createEnvironment,
  permit,
} from '../../testing/guardResource';
import {
  createPipeline,
  runPipeline,
  timelineOf,
} from '../../testing/pipelineUnderTest';
import { createRepositoryWith } from '../../testing/pushFiles';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { withSimulator } from '../../testing/withSimulator';

const jobsTo = (environment: string) => `
jobs:
- deployment: deploy
  environment: ${environment}
  strategy: {runOnce: {deploy: {steps: [{script: echo}]}}}
`;

const resources = `
resources:
  repositories:
  - repository: templates
    type: git
    name: machine-learning/release-templates
    ref: refs/heads/main
`;

/** By what a pipeline does with the template. */
const pipelines = {
  extending: `${resources}
extends:
  template: release.yml@templates
`,
  including: (environment: string) => `${resources}
stages:
- template: stages.yml@templates
- stage: more
${jobsTo(environment).replace(/^/gm, '  ')}
`,
};

describe('a required template', () => {
  const context = withSimulator({ agent: () => new ScriptedAgent() });
  let repository: { readonly type: string; readonly id: string };

  /** An environment whose pipelines extend the template. */
  const guarded = async (
    name: string,
    change: Readonly<Record<string, string>> = {},
  ) => {
    const environment = await createEnvironment(context, name);
    await addCheck(context, environment, {
      type: { name: 'ExtendsCheck' },
      settings: {
        extendsChecks: [
          {
            repositoryType: 'git',
            repositoryName: 'machine-learning/release-templates',
            repositoryRef: 'refs/heads/main',
            templatePath: 'release.yml',
            ...change,
          },
        ],
      },
    });
    return environment;
  };

  const run = async (
    environment: { readonly type: string; readonly id: string },
    yaml: string,
  ) => {
    const pipeline = await createPipeline(context, yaml);
    await permit(context, environment, pipeline);
    await permit(context, repository, pipeline);
    return runPipeline(context, pipeline);
  };

  beforeAll(async () => {
    const { id } = await createRepositoryWith(context, 'release-templates', {
      'release.yml': jobsTo('strict'),
      'other.yml': jobsTo('strict'),
      'stages.yml': `stages:\n- stage: first\n  jobs:\n  - job: a\n    steps: [{script: echo}]\n`,
    });
    const { body } = await context.rest.get('_apis/projects/machine-learning');
    repository = { type: 'repository', id: `${body.id}.${id}` };
  });

  it('lets a stage start whose pipeline extends it', async () => {
    const strict = await guarded('strict');
    const build = await run(strict, pipelines.extending);
    expect(build.result).toBe('succeeded');
    const other = await run(
      strict,
      pipelines.extending.replace('release.yml', 'other.yml'),
    );
    expect(other.result).toBe('failed');
    const timeline = await timelineOf(context, other.id);
    expect(timeline['Stage __default'].issues[0].message).toMatch(
      /does not extend a required template: release\.yml of machine-learning\/release-templates/,
    );
    const checkpoint = Object.values(timeline).find(
      ({ type }) => type === 'Checkpoint.ExtendsCheck',
    );
    expect(checkpoint).toMatchObject({ state: 'completed', result: 'failed' });
  });

  it('is not met by a template that is only included', async () => {
    const environment = await guarded('included', {
      templatePath: 'stages.yml',
    });
    const build = await run(environment, pipelines.including('included'));
    expect(build.result).toBe('failed');
    const timeline = await timelineOf(context, build.id);
    expect(timeline['Stage first'].result).toBe('succeeded');
    expect(timeline['Stage more'].result).toBe('failed');
  });
});
