import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import type { Clock } from '../client/clock';
import {
  failureOf,
  SimulatedAzureDevOps,
} from './__testUtils__/SimulatedAzureDevOps';
import { ensureProject, type EnsureProjectOptions } from './ensureProject';
import { collect } from './resources/collect';

const PROJECT = 'forecasts';
const BASIC = 'b8a3a935-7e91-48b8-a94c-606d37c3e9f2';

let azureDevOps: SimulatedAzureDevOps;
let waited: number;
let clock: Clock;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
  waited = 0;
  clock = {
    now: () => waited,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waited += milliseconds;
    },
  };
});
afterEach(() => azureDevOps.close());

const ensure = (options: Partial<EnsureProjectOptions> = {}) =>
  ensureProject({
    client: azureDevOps.createClient(),
    project: PROJECT,
    clock,
    ...options,
  });

const begin = (name: string) =>
  azureDevOps
    .createClient()
    .projects.create({ name, description: '', processId: BASIC });

const namesOfProjects = async () =>
  (await collect(azureDevOps.createClient().projects.list())).map(
    ({ name }) => name,
  );

describe('ensuring a project', () => {
  it('creates it once', async () => {
    const created = await ensure();
    const url = `${azureDevOps.simulator.organizationUrl()}/${PROJECT}`;
    expect(created).toEqual({
      outcome: 'created',
      id: expect.any(String),
      url,
    });
    const client = azureDevOps.createClient();
    await expect(ensure({ client })).resolves.toEqual({
      ...created,
      outcome: 'unchanged',
    });
    expect(client.statistics).toEqual({ calls: 1, writes: 0 });
  });

  it('only says so in a dry run, without making up an id', async () => {
    const client = azureDevOps.createClient();
    await expect(ensure({ client, dryRun: true })).resolves.toMatchObject({
      outcome: 'created',
      id: undefined,
    });
    await expect(
      ensure({ client, dryRun: true, process: 'Waterfall' }),
    ).rejects.toThrow('no process "Waterfall"');
    expect(client.statistics.writes).toBe(0);
    expect(await namesOfProjects()).not.toContain(PROJECT);
  });

  it('refuses a name that no project can have, without a write', async () => {
    const client = azureDevOps.createClient();
    await expect(ensure({ client, project: 'a:b' })).rejects.toThrow(
      'no project can have the name "a:b": it contains :',
    );
    expect(client.statistics.writes).toBe(0);
  });

  it('waits for one that is being created already', async () => {
    await begin(PROJECT);
    const client = azureDevOps.createClient();
    const { id } = await ensure({ client });
    expect(client.statistics.writes).toBe(0);
    await expect(ensure()).resolves.toMatchObject({ outcome: 'unchanged', id });
  });

  it('converges when two begin at the same time', async () => {
    const both = await Promise.all([ensure(), ensure()]);
    expect(both[0].id).toBe(both[1].id);
    expect((await namesOfProjects()).filter(name => name === PROJECT)).toEqual([
      PROJECT,
    ]);
  });

  it('waits until the project can be seen', async () => {
    // The first two would not find it anyway.
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: /_apis\/projects\/forecasts/,
      status: 404,
      times: 5,
    });
    const { id } = await ensure();
    await expect(ensure()).resolves.toMatchObject({ outcome: 'unchanged', id });
  });
});

describe('a project that Azure DevOps does not create', () => {
  it('is an error with Azure DevOps’ words and the operation', async () => {
    await expect(ensure({ project: 'pro and con' })).rejects.toMatchObject({
      name: 'ProjectCreationError',
      operationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: expect.stringMatching(
        /^The project "pro and con" was not created: the operation is failed, and Azure DevOps says of it: The project 'pro and con' could not be created: .* \(operation [0-9a-f-]{36}\)$/,
      ),
    });
  });

  it.each([
    ['resultMessage', 'No room left'],
    ['detailedMessage', 'The disk is full'],
  ])(
    'is an error too when the operation is cancelled, with its %s',
    async (key, words) => {
      azureDevOps.simulator.failNext({
        path: /_apis\/operations/,
        status: 200,
        body: JSON.stringify({ id: '1', status: 'cancelled', [key]: words }),
      });
      await expect(ensure()).rejects.toThrow(
        `the operation is cancelled, and Azure DevOps says of it: ${words} (operation `,
      );
    },
  );

  it('is told from one that takes long: gone is gone', async () => {
    await begin('pro and con');
    await expect(ensure({ project: 'pro and con' })).rejects.toThrow(
      'The project "pro and con" was being created, and is gone: its creation failed, or somebody deleted it. Run again.',
    );
  });

  it('is waited for two minutes and no longer', async () => {
    azureDevOps.simulator.failNext({
      path: /_apis\/operations/,
      status: 200,
      body: JSON.stringify({ id: '1', status: 'inProgress' }),
      times: 1000,
    });
    const error = await failureOf(ensure());
    expect(error.message).toMatch(
      /^The project "forecasts" is not ready after 120 seconds: its operation is "inProgress"\. Run again, which goes on waiting\. \(operation [0-9a-f-]{36}\)$/,
    );
    expect(waited).toBeGreaterThan(110_000);
    expect(waited).toBeLessThanOrEqual(120_000);
  });

  it('says what hides behind a name that is taken but not seen', async () => {
    await begin(PROJECT);
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: /_apis\/projects\/forecasts/,
      status: 404,
      times: 1000,
    });
    const error = await failureOf(ensure());
    expect(error.message).toContain(
      'Azure DevOps says that it is there, but the user of the token does not see it',
    );
    expect(error.cause).toMatchObject({ kind: 'already-exists' });
  });

  it('is not waited for when the run is stopped', async () => {
    const controller = new AbortController();
    const work = ensure({
      signal: controller.signal,
      clock: {
        now: clock.now,
        sleep: async (_milliseconds, signal) => {
          controller.abort(new Error('The task was cancelled'));
          signal?.throwIfAborted();
        },
      },
    });
    await expect(work).rejects.toThrow('The task was cancelled');
  });
});

describe('an error of the service', () => {
  it.each([
    ['looking for the project', 'GET', /_apis\/projects\/forecasts/],
    ['looking for processes', 'GET', /_apis\/process\/processes/],
    ['creating', 'POST', /_apis\/projects/],
    ['waiting', 'GET', /_apis\/operations/],
  ])('comes out: %s', async (_title, method, path) => {
    azureDevOps.simulator.failNext({
      method,
      path,
      status: 500,
      body: JSON.stringify({ message: 'A fault of mine' }),
    });
    await expect(ensure()).rejects.toMatchObject({
      name: 'AzureDevOpsError',
      serviceMessage: 'A fault of mine',
    });
  });

  it('names the scope that the token lacks', async () => {
    const client = azureDevOps.createClient({ token: readOnlyToken });
    await expect(ensure({ client })).rejects.toMatchObject({
      kind: 'forbidden',
      likelyCause: expect.stringContaining(
        'Project and Team (Read, write, & manage)',
      ),
    });
  });
});
