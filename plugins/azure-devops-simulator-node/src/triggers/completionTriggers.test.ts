import { createDefinition } from '../testing/createDefinition';
import { createRepositoryWith } from '../testing/pushFiles';
import { Json } from '../testing/RestClient';
import { ScriptedAgent } from '../testing/ScriptedAgent';
import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning/_apis';
const training =
  'trigger: none\nstages:\n- stage: train\n  jobs:\n  - job: fit\n    steps:\n    - script: echo\n';

const after = (source: string, trigger: string) => `trigger: none
resources:
  pipelines:
  - pipeline: training
    source: ${source}
    trigger: ${trigger}
steps:
- script: echo
`;

describe('a run that has ended', () => {
  const context = withSimulator({ agent: () => new ScriptedAgent() });
  let number = 0;

  /** A pipeline in one repository, and one that names it as a resource in another. */
  async function pipelines(trigger: string) {
    const name = `training-${++number}`;
    const first = await createRepositoryWith(context, name, {
      'ci.yml': training,
    });
    const source = await createDefinition(context, first.id, { name });
    const second = await createRepositoryWith(context, `deploy-${number}`, {
      'ci.yml': after(name, trigger),
    });
    const dependent = await createDefinition(context, second.id);
    return { source, dependent, first, second };
  }

  async function run(definition: number) {
    const { body } = await context.rest.post(`${project}/build/builds`, {
      definition: { id: definition },
    });
    await context.simulator.settled();
    return body;
  }

  const buildsOf = async (definition: number): Promise<readonly Json[]> =>
    (
      await context.rest.get(
        `${project}/build/builds?definitions=${definition}`,
      )
    ).body.value;

  it('starts the pipeline that names it as a resource, on its own default branch', async () => {
    const { source, dependent, second } = await pipelines('true');
    const ended = await run(source);
    expect(await buildsOf(dependent)).toMatchObject([
      {
        reason: 'resourceTrigger',
        sourceBranch: 'refs/heads/main',
        sourceVersion: second.commit,
        triggerInfo: { alias: 'training', pipelineId: String(ended.id) },
      },
    ]);
  });

  it.each([
    ['none', 0],
    ['{branches: [main]}', 1],
    ['{branches: {include: [release/*]}}', 0],
    ['{stages: [train]}', 1],
    ['{stages: [test]}', 0],
    ['{tags: [good]}', 0],
    ['{enabled: false}', 0],
  ])('with the trigger %s starts %i', async (trigger, expected) => {
    const { source, dependent } = await pipelines(trigger);
    await run(source);
    expect(await buildsOf(dependent)).toHaveLength(expected);
  });
});
