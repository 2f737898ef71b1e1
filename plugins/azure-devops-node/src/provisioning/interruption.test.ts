import {
  COMPLETE,
  failureOf,
  RESOURCES,
  SimulatedAzureDevOps,
  WRITES,
} from './__testUtils__/SimulatedAzureDevOps';
import { PartialProvisioningError } from './provisioningErrors';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

/** A fetch that loses one of the writes, before or after the service has seen it. */
function dropWrite(options: {
  readonly index: number;
  readonly drop: 'before' | 'after';
}): typeof fetch {
  let writes = 0;
  return async (input, init) => {
    const isWrite =
      init?.method !== 'GET' && !String(input).includes('queryconfigurations');
    const isDropped = isWrite && writes++ === options.index;
    if (isDropped && options.drop === 'before') {
      throw new TypeError('fetch failed');
    }
    const response = await fetch(input, init);
    if (isDropped) {
      throw new TypeError('terminated');
    }
    return response;
  };
}

describe('a run that breaks off', () => {
  it('says what was done, what was not, why, and what to do', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /environments/,
      status: 403,
    });
    const error = await failureOf(azureDevOps.provision({ concurrency: 1 }));
    expect(error).toBeInstanceOf(PartialProvisioningError);
    expect(error.message.split('\n')).toEqual([
      'Provisioning stopped.',
      expect.stringMatching(
        /^Failed: environment "churn-model-dev": POST .* was answered with 403 .*Environment \(Read & manage\)/,
      ),
      expect.stringMatching(/^Done: Git repository "churn-model" \(created\)/),
      expect.stringMatching(
        /^Not begun: .*approval check "environment\/churn-model-prod"/,
      ),
      'Put right what failed and run again: what is done is left as it is.',
    ]);
  });

  it('lets what runs come to its end and begins nothing new', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /environments/,
      status: 500,
    });
    const error = await failureOf(azureDevOps.provision({ concurrency: 6 }));
    const { outcomes, failures, notBegun } = error as PartialProvisioningError;
    expect(outcomes.length + failures.length + notBegun.length).toBe(RESOURCES);
    const writes = azureDevOps.simulator.statistics().writes;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(azureDevOps.simulator.statistics().writes).toBe(writes);
  });

  it.each(['before', 'after'] as const)(
    'ends like an undisturbed one when run again, whichever write drops %s its effect',
    async drop => {
      const projects = Array.from({ length: WRITES }, (_, k) => `project-${k}`);
      await azureDevOps.close();
      azureDevOps = await SimulatedAzureDevOps.start({
        seed: {
          organizations: [
            { name: 'contoso', projects: projects.map(name => ({ name })) },
          ],
        },
      });
      for (const [index, project] of projects.entries()) {
        const fetch = dropWrite({ index, drop });
        const error = await failureOf(
          azureDevOps.provision({ project, fetch }),
        );
        expect(error.message).toContain('run again');
        await azureDevOps.provision({ project });
        await expect(azureDevOps.observeEndState(project)).resolves.toEqual(
          COMPLETE,
        );
      }
    },
    60_000,
  );

  it('ends with what was done when the signal is aborted', async () => {
    const controller = new AbortController();
    const error = await failureOf(
      azureDevOps.provision({
        signal: controller.signal,
        concurrency: 1,
        onProgress: () => controller.abort(new Error('cancelled by the user')),
      }),
    );
    expect(error.message).toContain('stopped: cancelled by the user.');
    expect((error as PartialProvisioningError).outcomes).toHaveLength(1);
    await azureDevOps.provision();
    await expect(azureDevOps.observeEndState()).resolves.toEqual(COMPLETE);
  });
});
