import type { BuildDefinition } from '../../client/areas/BuildDefinitionsApi';
import { desiredChurnModel, PROJECT } from '../__testUtils__/churnModel';
import {
  failureOf,
  SimulatedAzureDevOps,
  type ProvisioningRun,
} from '../__testUtils__/SimulatedAzureDevOps';
import { collect } from './collect';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

const NAME = 'churn-model-training';

/** The churn model whose training pipeline has more settings. */
function desiredWith(settings: {
  readonly queue?: string;
  readonly variables?: object;
}) {
  return desiredChurnModel(({ project }) =>
    Object.assign(project.pipelines.definitions[1], settings),
  );
}

const VARIABLES = {
  EPOCHS: '10',
  LEARNING_RATE: { value: '0.1', settable_at_queue_time: true },
};

async function training(): Promise<BuildDefinition> {
  const client = azureDevOps.createClient();
  const found = await collect(
    client.buildDefinitions.list({ project: PROJECT, name: NAME }),
  );
  expect(found).toHaveLength(1);
  return found[0];
}

/** Changes the pipeline as people do on its page. */
async function editByHand(change: Partial<BuildDefinition>): Promise<void> {
  const current = await training();
  const answer = await fetch(
    `${azureDevOps.simulator.organizationUrl()}/${PROJECT}/_apis/build/definitions/${
      current.id
    }?api-version=7.1`,
    {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(
          `:${azureDevOps.simulator.token}`,
        ).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ ...current, ...change }),
    },
  );
  expect(answer.status).toBe(200);
}

function written({ outcomes }: ProvisioningRun) {
  return outcomes
    .filter(({ outcome }) => outcome !== 'unchanged')
    .map(({ kind, name, outcome }) => `${outcome} ${kind} ${name}`);
}

describe('variables of a pipeline', () => {
  it('are created, and left alone the second time', async () => {
    const desired = desiredWith({ variables: VARIABLES });
    await azureDevOps.provision({ desired });
    const { variables } = await training();
    expect(variables).toMatchObject({
      EPOCHS: { value: '10' },
      LEARNING_RATE: { value: '0.1', allowOverride: true },
    });
    expect(variables?.EPOCHS.allowOverride ?? false).toBe(false);
    const { statistics } = await azureDevOps.provision({ desired });
    expect(statistics.writes).toBe(0);
  });

  it.each<[string, object, object]>([
    ['value', { ...VARIABLES, EPOCHS: '20' }, { EPOCHS: { value: '20' } }],
    [
      'permission to set it for a run',
      { ...VARIABLES, EPOCHS: { value: '10', settable_at_queue_time: true } },
      { EPOCHS: { value: '10', allowOverride: true } },
    ],
    [
      'existence',
      { ...VARIABLES, BATCH_SIZE: '32' },
      { EPOCHS: { value: '10' }, BATCH_SIZE: { value: '32' } },
    ],
  ])('are changed in their %s', async (_title, variables, expected) => {
    await azureDevOps.provision({
      desired: desiredWith({ variables: VARIABLES }),
    });
    const desired = desiredWith({ variables });
    const run = await azureDevOps.provision({ desired });
    expect(written(run)).toEqual([`updated pipeline ${NAME}`]);
    expect((await training()).variables).toMatchObject(expected);
    expect((await azureDevOps.provision({ desired })).statistics.writes).toBe(
      0,
    );
  });

  it('go when the configuration does not have them any more', async () => {
    await azureDevOps.provision({
      desired: desiredWith({ variables: VARIABLES }),
    });
    const run = await azureDevOps.provision();
    expect(written(run)).toEqual([`updated pipeline ${NAME}`]);
    expect((await training()).variables ?? {}).toEqual({});
    expect((await azureDevOps.provision()).statistics.writes).toBe(0);
  });

  it('that are secrets, added by hand, are no difference and survive an update', async () => {
    await azureDevOps.provision({
      desired: desiredWith({ variables: VARIABLES }),
    });
    await editByHand({
      variables: {
        ...(await training()).variables,
        API_KEY: { value: 'top secret', isSecret: true },
      },
    });
    const same = await azureDevOps.provision({
      desired: desiredWith({ variables: VARIABLES }),
    });
    expect(same.statistics.writes).toBe(0);
    const run = await azureDevOps.provision({
      desired: desiredWith({ variables: { EPOCHS: '30' } }),
    });
    expect(written(run)).toEqual([`updated pipeline ${NAME}`]);
    const { variables } = await training();
    expect(Object.keys(variables ?? {}).sort()).toEqual(['API_KEY', 'EPOCHS']);
    expect(variables?.API_KEY).toMatchObject({ isSecret: true });
    expect(JSON.stringify(run)).not.toContain('top secret');
  });

  it('take the place of a secret, whatever the case of its name', async () => {
    await azureDevOps.provision();
    await editByHand({
      variables: { epochs: { value: 'top secret', isSecret: true } },
    });
    const desired = desiredWith({ variables: { EPOCHS: '30' } });
    await azureDevOps.provision({ desired });
    expect((await training()).variables).toEqual({
      EPOCHS: expect.objectContaining({ value: '30' }),
    });
    expect((await azureDevOps.provision({ desired })).statistics.writes).toBe(
      0,
    );
  });
});

describe('the queue of a pipeline', () => {
  const hosted = 'Azure Pipelines';
  const own = 'Default';

  it('is the hosted one unless the configuration names another', async () => {
    await azureDevOps.provision();
    expect((await training()).queue?.name).toBe(hosted);
  });

  it('is the one of the configuration, and follows it', async () => {
    await azureDevOps.provision({ desired: desiredWith({ queue: own }) });
    expect((await training()).queue?.name).toBe(own);
    const again = await azureDevOps.provision({
      desired: desiredWith({ queue: own }),
    });
    expect(again.statistics.writes).toBe(0);
    const run = await azureDevOps.provision({
      desired: desiredWith({ queue: hosted }),
    });
    expect(written(run)).toEqual([`updated pipeline ${NAME}`]);
    expect((await training()).queue?.name).toBe(hosted);
  });

  it('stays as people have chosen when the configuration says nothing', async () => {
    await azureDevOps.provision({ desired: desiredWith({ queue: own }) });
    expect((await azureDevOps.provision()).statistics.writes).toBe(0);
    const run = await azureDevOps.provision({
      desired: desiredWith({ variables: VARIABLES }),
    });
    expect(written(run)).toEqual([`updated pipeline ${NAME}`]);
    expect((await training()).queue?.name).toBe(own);
  });

  it('that is not there is an error with the remedy', async () => {
    const error = await failureOf(
      azureDevOps.provision({ desired: desiredWith({ queue: 'gpu' }) }),
    );
    expect(error.message).toContain(
      'agent queue: the project "machine-learning" has no queue "gpu"',
    );
    expect(error.message).toContain('Add the agent pool to the project');
  });
});

describe('an error of the service about pipelines', () => {
  it.each([
    ['GET', desiredChurnModel(), false],
    ['PUT', desiredWith({ variables: VARIABLES }), false],
    [
      'POST',
      desiredChurnModel(({ project }) =>
        project.pipelines.definitions.push({
          name: 'churn-model-nightly',
          yaml: 'azure_pipelines/nightly.yml',
          purpose: 'Nightly',
        }),
      ),
      false,
    ],
    [
      'DELETE',
      desiredChurnModel(({ project, environments }) => {
        project.pipelines.definitions.splice(1, 1);
        for (const environment of environments) {
          environment.permitted_pipelines.shift();
        }
      }),
      true,
    ],
  ])('comes out of a %s', async (method, desired, prune) => {
    await azureDevOps.provision();
    azureDevOps.simulator.failNext({
      method,
      path: /build\/definitions/,
      status: 500,
      body: JSON.stringify({ message: `The ${method} failed` }),
    });
    const error = await failureOf(azureDevOps.provision({ desired, prune }));
    expect(error.message).toContain(`The ${method} failed`);
  });
});
