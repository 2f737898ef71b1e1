import type { VariableGroup } from '../../client/areas/VariableGroupsApi';
import { PROJECT } from '../__testUtils__/churnModel';
import { fieldNamesOf } from '../__testUtils__/fieldNamesOf';
import {
  desiredOf,
  ENVIRONMENT_FILE,
  provisionWithSecrets,
} from '../__testUtils__/oneEnvironment';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import {
  MissingSecretError,
  ResourceConflictError,
} from '../provisioningErrors';
import { collect } from './collect';

const SECRETS = { api_key: 'hunter2', store_key: 'hunter3' };

type Environment = Readonly<Record<string, unknown>>;

function group(change: Environment = {}): Environment {
  return {
    variable_group: {
      name: 'churn-dev',
      description: 'Values of dev',
      variables: { STAGE: 'dev' },
      secrets: { API_KEY: 'api_key' },
      ...change,
    },
  };
}

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

function provision(
  environment: Environment,
  options: Omit<
    Parameters<typeof provisionWithSecrets>[0],
    'azureDevOps' | 'desired'
  > = {},
) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredOf(['variable-group'], environment),
    secrets: SECRETS,
    ...options,
  });
}

async function findGroup(): Promise<VariableGroup> {
  const groups = await collect(
    azureDevOps.createClient().variableGroups.list({ project: PROJECT }),
  );
  expect(groups).toHaveLength(1);
  return groups[0];
}

/** Changes the group as somebody does on the page of the library. */
async function setVariables(
  variables: Readonly<Record<string, { value: string | null }>>,
): Promise<void> {
  const client = azureDevOps.createClient();
  const current = await findGroup();
  await client.variableGroups.update({
    current,
    settings: {
      project: (await client.projects.find(PROJECT))!,
      name: current.name,
      description: current.description ?? '',
      variables: { ...current.variables, ...variables },
    },
  });
}

describe('a secret of a variable group', () => {
  it('is written once, and shown in no plan', async () => {
    const { plan, statistics } = await provision(group());
    expect((await findGroup()).variables).toEqual({
      STAGE: { value: 'dev' },
      API_KEY: { value: null, isSecret: true },
    });
    expect(statistics.writes).toBe(1);
    expect(plan.changes[0]).toMatchObject({
      action: 'create',
      fields: expect.arrayContaining([
        { field: 'variable API_KEY', before: undefined, after: '(secret)' },
      ]),
    });
    const again = await provision(group(), { secrets: {} });
    expect(again.outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    expect(again.statistics.writes).toBe(0);
    expect(JSON.stringify([plan, again.plan])).not.toContain('hunter2');
  });

  it('is not asked for when another variable changes, and keeps its value', async () => {
    await provision(group());
    const { plan } = await provision(group({ variables: { STAGE: 'test' } }), {
      secrets: {},
    });
    expect(plan.changes.map(fieldNamesOf)).toEqual([['variable STAGE']]);
    expect((await findGroup()).variables).toEqual({
      STAGE: { value: 'test' },
      API_KEY: { value: null, isSecret: true },
    });
  });

  it('is written again when asked to', async () => {
    await provision(group());
    const { plan, statistics } = await provision(group(), {
      updateSecrets: true,
    });
    expect(plan.changes.map(fieldNamesOf)).toEqual([['variable API_KEY']]);
    expect(statistics.writes).toBe(1);
  });

  it('is left alone when the configuration no longer names it', async () => {
    await provision(group());
    const { outcomes } = await provision(group({ secrets: {} }));
    expect(outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    await provision(group({ secrets: {}, variables: { STAGE: 'x' } }));
    expect((await findGroup()).variables).toHaveProperty('API_KEY');
  });

  it('takes the place of a plain value, which no plan tells', async () => {
    await provision(
      group({
        variables: { STAGE: 'dev', API_KEY: 'hunter-open' },
        secrets: {},
      }),
    );
    const { plan } = await provision(group());
    expect(plan.changes).toMatchObject([
      {
        action: 'update',
        fields: [
          {
            field: 'variable API_KEY',
            before: '(not secret)',
            after: '(secret)',
          },
        ],
      },
    ]);
    expect(JSON.stringify(plan)).not.toContain('hunter-open');
    expect((await findGroup()).variables?.API_KEY).toEqual({
      value: null,
      isSecret: true,
    });
  });

  it('gives way to a plain value', async () => {
    await provision(group());
    await provision(
      group({ variables: { STAGE: 'dev', api_key: 'open' }, secrets: {} }),
    );
    expect((await findGroup()).variables).toEqual({
      STAGE: { value: 'dev' },
      api_key: { value: 'open' },
    });
  });

  it('is found whatever the case of its name', async () => {
    await provision(group({ secrets: { api_KEY: 'api_key' } }));
    const { outcomes } = await provision(group());
    expect(outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    await provision(group(), { updateSecrets: true });
    expect(Object.keys((await findGroup()).variables ?? {}).sort()).toEqual([
      'API_KEY',
      'STAGE',
    ]);
  });

  it('stays when somebody has added it', async () => {
    await provision(group());
    const added = { value: 'theirs', isSecret: true };
    await setVariables({ THEIRS: added });
    await provision(group({ variables: { STAGE: 'x' } }));
    expect((await findGroup()).variables?.THEIRS).toEqual({
      value: null,
      isSecret: true,
    });
  });

  it('that nobody gives is named with file and key, before any write', async () => {
    const { writes } = azureDevOps.simulator.statistics();
    const error = await failureOf(
      provision(group({ secrets: { API_KEY: 'api_key', STORE: 'none' } })),
    );
    expect(error).toBeInstanceOf(MissingSecretError);
    expect(error.message).toContain(
      `${ENVIRONMENT_FILE} at variable_group.secrets.STORE: found the secret "none", which has no value`,
    );
    expect(error).toMatchObject({ secrets: ['none'] });
    expect(azureDevOps.simulator.statistics().writes).toBe(writes);
  });
});

describe('a variable group', () => {
  it.each([
    ['description', { description: 'Other' }, 'description'],
    ['a value', { variables: { STAGE: 'x' } }, 'variable STAGE'],
    [
      'one more value',
      { variables: { STAGE: 'dev', NEW: '' } },
      'variable NEW',
    ],
  ])('is updated for %s', async (_title, change, field) => {
    await provision(group());
    const { plan, outcomes } = await provision(group(change));
    expect(plan.changes.map(fieldNamesOf)).toEqual([[field]]);
    expect(outcomes).toMatchObject([{ outcome: 'updated' }]);
    expect((await provision(group(change))).statistics.writes).toBe(0);
  });

  it('of somebody else is a conflict, or taken over when asked to', async () => {
    await provision(group());
    const client = azureDevOps.createClient();
    const current = await findGroup();
    await client.variableGroups.update({
      current,
      settings: {
        project: (await client.projects.find(PROJECT))!,
        name: current.name,
        description: 'Theirs',
        variables: current.variables ?? {},
      },
    });
    await expect(provision(group())).rejects.toBeInstanceOf(
      ResourceConflictError,
    );
    expect((await findGroup()).description).toBe('Theirs');
    const { outcomes } = await provision(group(), { adopt: true });
    expect(outcomes).toMatchObject([{ outcome: 'updated' }]);
    expect((await provision(group())).statistics.writes).toBe(0);
  });

  it('that is not configured is left over, and removed when pruning', async () => {
    await provision(group());
    const left = await provision({});
    expect(left.statistics.writes).toBe(0);
    const { outcomes } = await provision({}, { prune: true });
    expect(outcomes).toMatchObject([
      { kind: 'variable-group', name: 'churn-dev', outcome: 'deleted' },
    ]);
    expect((await provision(group())).outcomes).toMatchObject([
      { outcome: 'created' },
    ]);
  });
});

describe('an error of the service about variable groups', () => {
  const GROUPS = /distributedtask\/variablegroups/;
  const failNext = (method: string) =>
    azureDevOps.simulator.failNext({
      method,
      path: GROUPS,
      status: 418,
      body: JSON.stringify({ message: 'the sentinel has spoken' }),
    });

  it('comes out of observing', async () => {
    failNext('GET');
    const error = await failureOf(provision(group()));
    expect(error.message).toContain('the sentinel has spoken');
  });

  it.each<[string, string, Environment, { readonly prune?: boolean }]>([
    ['creating', 'POST', group({ name: 'other' }), {}],
    ['updating', 'PUT', group({ description: 'Other' }), {}],
    ['removing', 'DELETE', {}, { prune: true }],
  ])('comes out of %s', async (_title, method, environment, options) => {
    await provision(group());
    failNext(method);
    const error = await failureOf(provision(environment, options));
    expect(error.message).toContain('the sentinel has spoken');
    expect(error.cause).toMatchObject({ status: 418 });
    await provision(environment, options);
  });
});
