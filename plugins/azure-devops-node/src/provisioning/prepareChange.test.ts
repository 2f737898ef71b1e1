import { SimulatedAzureDevOps } from './__testUtils__/SimulatedAzureDevOps';
import { failureOf } from './__testUtils__/SimulatedAzureDevOps';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

describe('prepareChange', () => {
  it('looks the agent queue up while the folder of the pipelines is still being made', async () => {
    const events: string[] = [];
    azureDevOps.simulator.failNext({
      method: 'PUT',
      path: /build\/folders/,
      delayMilliseconds: 200,
    });
    await azureDevOps.provision({
      fetch: async (input, init) => {
        const call = `${init?.method} ${new URL(String(input)).pathname}`;
        events.push(`begin ${call}`);
        const response = await fetch(input, init);
        events.push(`end ${call}`);
        return response;
      },
    });
    const queues = events.filter(event => event.includes('/queues'));
    const folder = events.findIndex(
      event => event.startsWith('end PUT') && event.includes('/folders'),
    );
    expect(queues).toHaveLength(2);
    expect(folder).toBeGreaterThan(
      events.findIndex(event => event.includes('/queues')),
    );
  });

  it('leaves its failure to the changes that need the answer', async () => {
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: /distributedtask\/queues/,
      status: 500,
      body: JSON.stringify({ message: 'The sentinel of queues' }),
      times: 100,
    });
    const failure = await failureOf(azureDevOps.provision());
    expect(failure.message).toContain('The sentinel of queues');
    expect(failure.message).toContain('churn-model-ci');
  });
});
