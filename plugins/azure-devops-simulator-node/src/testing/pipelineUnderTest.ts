import { createRepositoryWith } from './pushFiles';
import { Json } from './RestClient';
import { SimulatorUnderTest } from './withSimulator';

const project = 'machine-learning/_apis';

/** A pipeline in a repository of its own. */
export interface PipelineUnderTest {
  readonly id: number;
  readonly repositoryId: string;
  readonly commit: string;
}

let count = 0;

/** Creates a repository with a pipeline file, and the pipeline. */
export async function createPipeline(
  context: SimulatorUnderTest,
  yaml: string,
  more: {
    readonly definition?: Readonly<Record<string, unknown>>;
    readonly files?: Readonly<Record<string, string>>;
    readonly name?: string;
  } = {},
): Promise<PipelineUnderTest> {
  count += 1;
  const name = more.name ?? `pipeline-${count}`;
  const repository = await createRepositoryWith(context, name, {
    'azure-pipelines.yml': yaml,
    ...more.files,
  });
  const { body } = await context.rest.post(`${project}/build/definitions`, {
    name,
    type: 'build',
    process: { type: 2, yamlFilename: 'azure-pipelines.yml' },
    repository: {
      id: repository.id,
      type: 'TfsGit',
      defaultBranch: 'refs/heads/main',
    },
    queue: { name: 'Azure Pipelines' },
    ...more.definition,
  });
  return {
    id: body.id,
    repositoryId: repository.id,
    commit: repository.commit,
  };
}

/** Starts a run; throws what the simulator answers if it is refused. */
export async function startRun(
  context: SimulatorUnderTest,
  pipeline: PipelineUnderTest,
  body: object = {},
): Promise<number> {
  const answer = await context.rest.post(
    `${project}/pipelines/${pipeline.id}/runs`,
    body,
  );
  if (answer.status !== 200) {
    throw new Error(`${answer.status}: ${answer.body.message}`);
  }
  return answer.body.id;
}

export async function getBuild(
  context: SimulatorUnderTest,
  id: number,
): Promise<Json> {
  return (await context.rest.get(`${project}/build/builds/${id}`)).body;
}

/** Starts a run and waits until it can go on by itself no more. */
export async function runPipeline(
  context: SimulatorUnderTest,
  pipeline: PipelineUnderTest,
  body: object = {},
): Promise<Json> {
  const id = await startRun(context, pipeline, body);
  await context.simulator.settled();
  return getBuild(context, id);
}

/** Records of a run by `type identifier`. */
export async function timelineOf(
  context: SimulatorUnderTest,
  id: number,
): Promise<Readonly<Record<string, Json>>> {
  const { body } = await context.rest.get(
    `${project}/build/builds/${id}/timeline`,
  );
  return Object.fromEntries(
    body.records.map((record: Json) => [
      `${record.type} ${record.identifier}`,
      record,
    ]),
  );
}

/** Results of the stages of a run by their identifiers. */
export async function stageResults(
  context: SimulatorUnderTest,
  id: number,
): Promise<Readonly<Record<string, string>>> {
  const records = Object.values(await timelineOf(context, id));
  return Object.fromEntries(
    records
      .filter(({ type }) => type === 'Stage')
      .map(({ identifier, result, state }) => [identifier, result ?? state]),
  );
}
