import { countActions } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { FULL_PROJECT_SECRETS, fullProject } from './__testUtils__/fullProject';
import {
  failureOf,
  SimulatedAzureDevOps,
} from './__testUtils__/SimulatedAzureDevOps';
import { planProvisioning } from './planProvisioning';
import { provisionProject } from './provisionProject';

const PROJECT = 'machine-learning';
const desired = fullProject({ environments: 3, pipelines: 5 });

/** The next run is another process: nothing but Azure DevOps remembers the first. */
async function provision(
  azureDevOps: SimulatedAzureDevOps,
  options: {
    readonly fetch?: typeof fetch;
    readonly signal?: AbortSignal;
  } = {},
) {
  const client = azureDevOps.createClient({ fetch: options.fetch });
  await provisionProject({
    client,
    project: PROJECT,
    desired,
    secrets: FULL_PROJECT_SECRETS,
    signal: options.signal,
  });
  return client.statistics;
}

/**
 * What is there: the actions of a plan, which compares every field of every
 * resource, what nothing asks for, and how much there is of each kind.
 */
async function observeEndState(azureDevOps: SimulatedAzureDevOps) {
  const plan = await planProvisioning({
    client: azureDevOps.createClient(),
    project: PROJECT,
    desired,
    secretNames: Object.keys(FULL_PROJECT_SECRETS),
  });
  return { actions: countActions(plan), leftovers: plan.leftovers };
}

/** Loses the answer of one call, or the call itself, and kills the task at that moment. */
function killAt(options: {
  readonly call: number;
  readonly drop: 'before' | 'after';
}): { readonly fetch: typeof fetch; readonly signal: AbortSignal } {
  const task = new AbortController();
  let calls = 0;
  return {
    signal: task.signal,
    fetch: async (input, init) => {
      const isLost = calls++ === options.call;
      if (isLost && options.drop === 'before') {
        task.abort(new Error('killed'));
        throw new TypeError('fetch failed');
      }
      // What has been sent takes effect, whether or not anyone waits for the answer.
      const response = await fetch(input, { ...init, signal: undefined });
      if (isLost) {
        task.abort(new Error('killed'));
        throw new TypeError('terminated');
      }
      return response;
    },
  };
}

describe('a task that is killed and run again', () => {
  it.each(['before', 'after'] as const)(
    'ends like an undisturbed one, whichever of all its calls is lost %s its effect',
    async drop => {
      const undisturbed = await SimulatedAzureDevOps.start();
      const { calls, writes } = await provision(undisturbed);
      const endState = await observeEndState(undisturbed);
      await undisturbed.close();
      expect(writes).toBeGreaterThan(40);
      expect(endState.leftovers).toEqual([]);
      expect(endState.actions).toMatchObject({ create: 0, update: 0 });

      for (let call = 0; call < calls; call++) {
        const azureDevOps = await SimulatedAzureDevOps.start();
        try {
          const error = await failureOf(
            provision(azureDevOps, killAt({ call, drop })),
          );
          expect(String(error)).toContain('killed');
          await provision(azureDevOps);
          expect({ call, ...(await observeEndState(azureDevOps)) }).toEqual({
            call,
            ...endState,
          });
        } finally {
          await azureDevOps.close();
        }
      }
    },
    900_000,
  );
});
