import type { AgentQueue } from '../../client/areas/AgentQueuesApi';
import type { ApplyContext } from '../provisioningContext';
import { UnknownReferenceError } from '../provisioningErrors';

/**
 * The queue of this name.
 *
 * @throws UnknownReferenceError when the project has none
 */
export async function findAgentQueue(
  { client, project }: Pick<ApplyContext, 'client' | 'project'>,
  name: string,
): Promise<AgentQueue> {
  const queue = await client.agentQueues.find({ project, name });
  if (queue === undefined) {
    throw new UnknownReferenceError({
      field: 'agent queue',
      message:
        `the project "${project}" has no queue "${name}", or the user of the token may not see it. ` +
        'Add the agent pool to the project under Project settings, Agent pools.',
    });
  }
  return queue;
}

/** The same, looked up once per run for all who apply. */
export function agentQueueOnce(
  context: Pick<ApplyContext, 'client' | 'project' | 'once'>,
  name: string,
): Promise<AgentQueue> {
  return context.once(`agent queue ${name}`, () =>
    findAgentQueue(context, name),
  );
}
