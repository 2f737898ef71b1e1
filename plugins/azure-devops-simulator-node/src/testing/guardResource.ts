import { PipelineUnderTest } from './pipelineUnderTest';
import { Json } from './RestClient';
import { SimulatorUnderTest } from './withSimulator';

const project = 'machine-learning/_apis';

/** A resource as checks and permissions address it. */
export interface GuardedResource {
  readonly type: string;
  readonly id: string;
}

/** Puts a check on a resource; throws what the simulator answers if it is refused. */
export async function addCheck(
  context: SimulatorUnderTest,
  resource: GuardedResource,
  check: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { status, body } = await context.rest.post(
    `${project}/pipelines/checks/configurations`,
    { timeout: 60, settings: {}, ...check, resource },
  );
  if (status !== 200) {
    throw new Error(`${status}: ${body.message}`);
  }
}

/** Lets a pipeline use a resource. */
export async function permit(
  context: SimulatorUnderTest,
  resource: GuardedResource,
  pipeline: PipelineUnderTest,
): Promise<void> {
  const { status, body } = await context.rest.patch(
    `${project}/pipelines/pipelinepermissions/${resource.type}/${resource.id}`,
    { pipelines: [{ id: pipeline.id, authorized: true }] },
  );
  if (status !== 200) {
    throw new Error(`${status}: ${body.message}`);
  }
}

/** An environment of its own. */
export async function createEnvironment(
  context: SimulatorUnderTest,
  name: string,
): Promise<GuardedResource> {
  const { body } = await context.rest.post(
    `${project}/distributedtask/environments`,
    { name },
  );
  return { type: 'environment', id: String(body.id) };
}

/** The approval that the checkpoint of a run's record stands for. */
export async function getApproval(
  context: SimulatorUnderTest,
  record: Json,
): Promise<Json> {
  const { body } = await context.rest.get(
    `${project}/pipelines/approvals/${record.id}?$expand=steps`,
  );
  return body;
}

/** Answers an approval; without a token as the user of the tests. */
export function decide(
  context: SimulatorUnderTest,
  approvalId: string,
  decision: Readonly<Record<string, unknown>>,
  token?: string,
) {
  return context.rest.patch(
    `${project}/pipelines/approvals`,
    [{ approvalId, ...decision }],
    { ...(token && { token }) },
  );
}
