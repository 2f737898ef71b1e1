import { PROJECT } from '../__testUtils__/churnModel';
import {
  desiredOf,
  provisionWithSecrets,
} from '../__testUtils__/oneEnvironment';
import {
  azure,
  MANUAL,
  PRINCIPAL,
  registry,
  SECRETS,
} from '../__testUtils__/serviceConnectionFiles';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import { provisionProject } from '../provisionProject';
import { collect } from './collect';

const SENTINEL = {
  status: 418,
  body: JSON.stringify({ message: 'VS999999: the sentinel has spoken' }),
};
const ENDPOINTS = /serviceendpoint\/endpoints/;

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

function provision(
  environment: Readonly<Record<string, unknown>>,
  options: { readonly prune?: boolean } = {},
) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredOf(['service-connection'], environment),
    secrets: SECRETS,
    ...options,
  });
}

async function namesInProject() {
  const { serviceEndpoints } = azureDevOps.createClient();
  const found = await collect(serviceEndpoints.list(PROJECT));
  return found.map(({ name }) => name).sort();
}

describe('a service connection that is no longer configured', () => {
  beforeEach(() => provision({ ...azure(MANUAL), ...registry() }));

  it('is left over', async () => {
    const { plan, statistics } = await provision(azure(MANUAL));
    expect(plan.leftovers).toMatchObject([
      { kind: 'service-connection', name: 'images' },
    ]);
    expect(statistics.writes).toBe(0);
  });

  it('is removed when pruning', async () => {
    const { outcomes } = await provision(azure(MANUAL), { prune: true });
    expect(outcomes).toContainEqual(
      expect.objectContaining({ name: 'images', outcome: 'deleted' }),
    );
    expect(await namesInProject()).toEqual(['azure-dev']);
  });

  it('is removed when somebody else has removed it already', async () => {
    azureDevOps.simulator.failNext({
      method: 'DELETE',
      path: ENDPOINTS,
      status: 404,
    });
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: /endpoints\/[0-9a-f-]{36}/,
      status: 200,
      body: 'null',
    });
    const { outcomes } = await provision(azure(MANUAL), { prune: true });
    expect(outcomes).toContainEqual(
      expect.objectContaining({ name: 'images', outcome: 'deleted' }),
    );
  });

  it('says why it cannot be removed', async () => {
    azureDevOps.simulator.failNext({
      ...SENTINEL,
      method: 'DELETE',
      path: ENDPOINTS,
    });
    const error = await failureOf(provision(azure(MANUAL), { prune: true }));
    expect(error.message).toContain('the sentinel has spoken');
    expect(await namesInProject()).toEqual(['azure-dev', 'images']);
  });
});

describe('an error of the service about service connections', () => {
  it('comes out of observing', async () => {
    azureDevOps.simulator.failNext({
      ...SENTINEL,
      method: 'GET',
      path: ENDPOINTS,
    });
    const error = await failureOf(provision(azure(MANUAL)));
    expect(error).toMatchObject({ status: 418 });
    expect(error.message).toContain('the sentinel has spoken');
  });

  it('comes out of creating', async () => {
    azureDevOps.simulator.failNext({
      ...SENTINEL,
      method: 'POST',
      path: ENDPOINTS,
    });
    const error = await failureOf(provision(azure(MANUAL)));
    expect(error.message).toContain('the sentinel has spoken');
    expect(await namesInProject()).toEqual([]);
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    [
      'looking before an update',
      'GET',
      azure(PRINCIPAL, { description: 'Other' }),
    ],
    ['updating', 'PUT', azure(PRINCIPAL, { description: 'Other' })],
    ['removing what is replaced', 'DELETE', azure(MANUAL)],
    ['creating what replaces it', 'POST', azure(MANUAL)],
  ])('comes out of %s', async (_title, method, environment) => {
    await provision(azure(PRINCIPAL));
    azureDevOps.simulator.failNext({
      ...SENTINEL,
      method,
      path: method === 'GET' ? /endpoints\/[0-9a-f-]{36}/ : ENDPOINTS,
    });
    const error = await failureOf(provision(environment));
    expect(error.message).toContain('the sentinel has spoken');
    expect(error.cause).toMatchObject({ status: 418 });
    await provision(environment);
    expect((await provision(environment)).statistics.writes).toBe(0);
  });

  it('keeps what is left to do when a creation got no answer', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: ENDPOINTS,
      drop: 'after',
    });
    const { outcomes } = await provisionProject({
      client: azureDevOps.createClient(),
      project: PROJECT,
      desired: desiredOf(['service-connection'], azure(MANUAL)),
      clock: { now: () => Date.now(), sleep: async () => {} },
      random: () => 0,
    });
    expect(outcomes).toMatchObject([{ outcome: 'created' }]);
    expect(outcomes[0].followUp).toContain('federated-credential create');
    expect(await namesInProject()).toEqual(['azure-dev']);
  });

  it('says that a name is taken by one that cannot be seen', async () => {
    await provision(azure(MANUAL));
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: ENDPOINTS,
      status: 200,
      body: JSON.stringify({ count: 0, value: [] }),
    });
    const error = await failureOf(provision(azure(MANUAL)));
    expect(error.message).toContain('Something of this name is there already');
  });

  it('names the scope that a token lacks', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: ENDPOINTS,
      status: 403,
    });
    const error = await failureOf(provision(azure(MANUAL)));
    expect(error.message).toContain(
      'the scope "Service Connections (Read, query, & manage)"',
    );
  });
});
