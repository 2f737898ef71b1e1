import { EVERYTHING, desiredChurnModel } from '../__testUtils__/churnModel';
import {
  changesOf,
  fieldsOf,
  having,
  OUR_MARK,
  planOne,
  wanting,
} from '../__testUtils__/planning';
import {
  variableGroupDefinition,
  type DesiredVariables,
  type ObservedVariableGroup,
} from './variableGroup';

const [dev, prod] = desiredChurnModel().resources['variable-group'] ?? [];
const [foundDev, foundProd] = EVERYTHING.resources['variable-group'] ?? [];
const SOURCE = { file: 'azure_devops.yml', keyPath: ['variable_group'] };

type PlainValues = Extract<
  ObservedVariableGroup['variables'],
  { type: 'plain' }
>['values'];

function havingDev(values: PlainValues) {
  return having({
    'variable-group': [
      { ...foundDev, variables: { type: 'plain', values } },
      foundProd,
    ],
  });
}

const DEV_VALUE = { type: 'plain', value: 'dev' } as const;

function plan(
  variables: DesiredVariables,
  found: ObservedVariableGroup['variables'],
  updateSecrets = false,
) {
  const change = planOne('variable-group', {
    wanted: {
      'variable-group': [
        { name: 'churn', description: '', variables, source: SOURCE },
      ],
    },
    found: {
      'variable-group': [
        {
          id: '3',
          name: 'churn',
          url: 'https://groups/3',
          description: OUR_MARK,
          variables: found,
        },
      ],
      'service-connection': [
        {
          id: '9',
          name: 'Azure',
          url: 'https://connections/9',
          description: '',
          type: 'azurerm',
          scheme: 'ServicePrincipal',
          settings: {},
          state: { status: 'ready' },
          federatedCredential: undefined,
        },
      ],
    },
    updateSecrets,
  });
  if (change.kind !== 'variable-group') {
    throw new Error(`planned ${change.kind}`);
  }
  return change;
}

describe('the values of a variable group', () => {
  it('are updated: changed, added and removed', () => {
    const changes = changesOf({
      desired: wanting({
        'variable-group': [
          dev,
          {
            ...prod,
            variables: {
              type: 'plain',
              values: { MLOPS_ENVIRONMENT: 'live', REGION: 'eu' },
              secrets: {},
            },
          },
        ],
      }),
      observed: EVERYTHING,
    });
    expect(changes.map(fieldsOf)).toEqual([
      [
        { field: 'variable MLOPS_ENVIRONMENT', before: 'prod', after: 'live' },
        { field: 'variable REPLICAS', before: '2', after: undefined },
        { field: 'variable REGION', before: undefined, after: 'eu' },
      ],
    ]);
  });

  it.each(['API_KEY', 'constructor'])(
    'leave the secret %s alone that someone has added',
    name => {
      const values = {
        MLOPS_ENVIRONMENT: DEV_VALUE,
        [name]: { type: 'secret' as const },
      };
      expect(changesOf({ observed: havingDev(values) })).toEqual([]);
    },
  );

  it('replace a secret that has the name of a value, in another case too', () => {
    const observed = havingDev({ mlops_environment: { type: 'secret' } });
    expect(changesOf({ observed }).map(fieldsOf)).toEqual([
      [
        {
          field: 'variable mlops_environment',
          before: '(secret)',
          after: undefined,
        },
        {
          field: 'variable MLOPS_ENVIRONMENT',
          before: undefined,
          after: 'dev',
        },
      ],
    ]);
  });
});

describe('the secrets of a variable group', () => {
  const wanted: DesiredVariables = {
    type: 'plain',
    values: {},
    secrets: { API_KEY: 'CHURN_API_KEY' },
  };

  it('are written once, and not again while they are there in any case', () => {
    const written = plan(wanted, { type: 'plain', values: {} });
    expect(fieldsOf(written)).toEqual([
      { field: 'variable API_KEY', before: undefined, after: '(secret)' },
    ]);
    expect(variableGroupDefinition.secrets?.(written)).toEqual([
      {
        secret: 'CHURN_API_KEY',
        source: {
          ...SOURCE,
          keyPath: ['variable_group', 'secrets', 'API_KEY'],
        },
      },
    ]);
    const kept = plan(wanted, {
      type: 'plain',
      values: { api_key: { type: 'secret' } },
    });
    expect(kept.action).toBe('unchanged');
    expect(variableGroupDefinition.secrets?.(kept)).toEqual([]);
  });

  it('are written again when asked for, and over a plain value', () => {
    const there = {
      type: 'plain',
      values: { API_KEY: { type: 'secret' } },
    } as const;
    expect(fieldsOf(plan(wanted, there, true))).toEqual([
      {
        field: 'variable API_KEY',
        before: '(secret), to be written again',
        after: '(secret)',
      },
    ]);
    const plain = {
      type: 'plain',
      values: { API_KEY: { type: 'plain', value: 'open' } },
    } as const;
    expect(fieldsOf(plan(wanted, plain))).toEqual([
      { field: 'variable API_KEY', before: 'open', after: '(secret)' },
    ]);
  });
});

describe('a variable group of a Key Vault', () => {
  const wanted = {
    type: 'key-vault',
    vault: 'kv-churn',
    serviceConnection: 'azure',
    secrets: ['b', 'a'],
  } as const;
  const there = {
    type: 'key-vault',
    vault: 'kv-churn',
    serviceConnectionId: '9',
    secrets: ['a', 'b'],
  } as const;

  it('is as configured whatever the order of its secrets, and waits for its connection', () => {
    expect(plan(wanted, there)).toMatchObject({
      action: 'unchanged',
      dependsOn: [{ kind: 'service-connection', name: 'azure' }],
    });
  });

  it.each([
    ['Key Vault', { vault: 'kv-other' }],
    ['service connection', { serviceConnectionId: '8' }],
    ['secrets', { secrets: ['a'] }],
  ])('is updated when its %s differs', (field, change) => {
    const updated = plan(wanted, { ...there, ...change });
    expect(fieldsOf(updated).map(({ field: of }) => of)).toEqual([field]);
    expect(variableGroupDefinition.secrets?.(updated)).toEqual([]);
  });

  it('is a conflict with a group of the other sort, even a marked one', () => {
    expect(plan(wanted, { type: 'plain', values: {} })).toMatchObject({
      action: 'conflict',
      reason: expect.stringContaining('values of its own'),
    });
    const observed = having({
      'variable-group': [{ ...foundDev, variables: there }, foundProd],
    });
    expect(
      changesOf({ observed, adopt: true }).map(({ kind, action }) => [
        kind,
        action,
      ]),
    ).toEqual([
      ['variable-group', 'conflict'],
      ['pipeline-permission', 'conflict'],
    ]);
  });
});
