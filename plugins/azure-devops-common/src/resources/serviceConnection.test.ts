import {
  fieldsOf,
  OUR_MARK,
  planOne,
  planResources,
} from '../__testUtils__/planning';
import {
  serviceConnectionDefinition,
  type ObservedServiceConnection,
} from './serviceConnection';
import type {
  AzureAuthentication,
  ServiceConnectionSettings,
  ServiceConnectionTarget,
} from './serviceConnectionTarget';

const SOURCE = { file: 'azure_devops.yml', keyPath: ['service_connection'] };
const FEDERATED = {
  scheme: 'workload-identity-federation',
  creation: 'manual',
  tenantId: 'tenant',
  clientId: 'client',
} as const;
const AUTOMATIC: AzureAuthentication = {
  scheme: 'workload-identity-federation',
  creation: 'automatic',
  tenantId: 'tenant',
};
const PRINCIPAL: AzureAuthentication = {
  scheme: 'service-principal',
  tenantId: 'tenant',
  clientId: 'client',
  secret: 'AZURE_SECRET',
};

function azure(
  authentication: AzureAuthentication = FEDERATED,
): Extract<ServiceConnectionTarget, { type: 'azure-resource-manager' }> {
  return {
    type: 'azure-resource-manager',
    subscriptionId: 'subscription',
    subscriptionName: 'Pay as you go',
    resourceGroup: 'rg-churn',
    authentication,
  };
}

const AZURE_SETTINGS: ServiceConnectionSettings = {
  subscriptionId: 'SUBSCRIPTION',
  subscriptionName: 'Pay as you go',
  resourceGroup: 'rg-churn',
  tenantId: 'tenant',
  clientId: 'client',
  creation: 'Manual',
};

function foundOf(
  change: Partial<ObservedServiceConnection> = {},
): ObservedServiceConnection {
  return {
    id: '9',
    name: 'churn',
    url: 'https://connections/9',
    description: OUR_MARK,
    type: 'AzureRM',
    scheme: 'WorkloadIdentityFederation',
    settings: AZURE_SETTINGS,
    state: { status: 'ready' },
    federatedCredential: undefined,
    ...change,
  };
}

function plan(
  target: ServiceConnectionTarget,
  found?: ObservedServiceConnection,
  updateSecrets = false,
) {
  const change = planOne('service-connection', {
    wanted: {
      'service-connection': [
        { name: 'churn', description: '', target, source: SOURCE },
      ],
    },
    found: { 'service-connection': found === undefined ? [] : [found] },
    updateSecrets,
  });
  if (change.kind !== 'service-connection') {
    throw new Error(`planned ${change.kind}`);
  }
  return change;
}

describe('a service connection', () => {
  it('is created, with its secret masked and asked for', () => {
    const change = plan(azure(PRINCIPAL));
    expect(change.action).toBe('create');
    expect(fieldsOf(change)).toContainEqual({
      field: 'secret',
      before: undefined,
      after: '(secret)',
    });
    expect(serviceConnectionDefinition.secrets?.(change)).toEqual([
      {
        secret: 'AZURE_SECRET',
        source: { ...SOURCE, keyPath: ['service_connection', 'secret'] },
      },
    ]);
  });

  it.each([
    ['subscription', { subscriptionId: 'other' }],
    ['subscription name', { subscriptionName: 'Other' }],
    ['resource group', { resourceGroup: undefined }],
    ['tenant', { authentication: { ...FEDERATED, tenantId: 'other' } }],
    ['client', { authentication: { ...FEDERATED, clientId: 'other' } }],
  ])('is updated when its %s changes', (field, change) => {
    const updated = plan({ ...azure(), ...change }, foundOf());
    expect(updated.action).toBe('update');
    expect(fieldsOf(updated).map(({ field: of }) => of)).toEqual([field]);
    expect(serviceConnectionDefinition.secrets?.(updated)).toEqual([]);
  });

  it('is as configured when Azure DevOps has made up the client, and in another case', () => {
    const settings = { ...AZURE_SETTINGS, creation: 'Automatic' };
    expect(
      plan(azure(AUTOMATIC), foundOf({ type: 'azurerm', settings })).action,
    ).toBe('unchanged');
  });

  it('is waited for while Azure DevOps makes it', () => {
    const change = plan(azure(), foundOf({ state: { status: 'being made' } }));
    expect(change.action).toBe('update');
    expect(fieldsOf(change)).toEqual([
      { field: 'state', before: 'being made', after: 'ready' },
    ]);
  });

  it('is replaced when Azure DevOps has failed to make it', () => {
    const state = { status: 'failed', message: 'No rights' } as const;
    expect(plan(azure(), foundOf({ state }))).toMatchObject({
      action: 'replace',
      reason: 'Azure DevOps has failed to make it',
    });
  });

  it('needs no secret unless it is to be written again', () => {
    const found = foundOf({ scheme: 'ServicePrincipal', type: 'azurerm' });
    const unchanged = plan(azure(PRINCIPAL), found);
    expect(unchanged.action).toBe('unchanged');
    expect(serviceConnectionDefinition.secrets?.(unchanged)).toEqual([]);
    const rewritten = plan(azure(PRINCIPAL), found, true);
    expect(fieldsOf(rewritten)).toEqual([
      {
        field: 'secret',
        before: '(secret), to be written again',
        after: '(secret)',
      },
    ]);
    expect(serviceConnectionDefinition.secrets?.(rewritten)).toHaveLength(1);
  });

  it.each<[string, ServiceConnectionTarget]>([
    ['another way of signing in', azure(PRINCIPAL)],
    ['another maker of its app registration', azure(AUTOMATIC)],
    [
      'another type',
      {
        type: 'container-registry',
        registry: 'https://contoso.azurecr.io',
        userName: 'puller',
        secret: 'REGISTRY',
      },
    ],
  ])('is replaced for %s', (_title, target) => {
    const change = plan(target, foundOf());
    expect(change).toMatchObject({
      action: 'replace',
      reason: expect.stringContaining('only a new service connection'),
      observed: { id: '9' },
    });
  });

  it('is a conflict, not replaced, when it is not ours', () => {
    expect(
      plan(azure(PRINCIPAL), foundOf({ description: 'Theirs' })).action,
    ).toBe('conflict');
  });
});

describe('what hangs on a replaced service connection', () => {
  const resource = { kind: 'service-connection' as const, name: 'churn' };
  const onIt = { name: 'service-connection/churn', resource };
  const { changes } = planResources({
    wanted: {
      'service-connection': [
        {
          name: 'churn',
          description: '',
          target: azure(PRINCIPAL),
          source: SOURCE,
        },
      ],
      'variable-group': [
        {
          name: 'vault',
          description: '',
          variables: {
            type: 'key-vault',
            vault: 'kv',
            serviceConnection: 'churn',
            secrets: ['a'],
          },
          source: SOURCE,
        },
      ],
      'exclusive-lock-check': [{ ...onIt, timeoutMinutes: 60 }],
      'pipeline-permission': [{ ...onIt, pipelines: ['churn-ci'] }],
    },
    found: {
      'service-connection': [foundOf()],
      'variable-group': [
        {
          id: '3',
          name: 'vault',
          url: 'https://groups/3',
          description: OUR_MARK,
          variables: {
            type: 'key-vault',
            vault: 'kv',
            serviceConnectionId: '9',
            secrets: ['a'],
          },
        },
      ],
      'exclusive-lock-check': [
        { ...onIt, id: '4', url: 'https://checks/4', timeoutMinutes: 60 },
      ],
      'pipeline-permission': [
        {
          ...onIt,
          id: '9',
          url: 'https://connections/9',
          permittedPipelineIds: [],
          isOpenToAllPipelines: false,
        },
      ],
    },
  });

  it('is made again, since it goes with the old one', () => {
    expect(changes.map(({ kind, action }) => `${action} ${kind}`)).toEqual([
      'replace service-connection',
      'update variable-group',
      'create exclusive-lock-check',
      'create pipeline-permission',
    ]);
    expect(changes[2].reason).toBe('its service connection is replaced');
    expect(fieldsOf(changes[1])).toEqual([
      { field: 'service connection', before: '9', after: 'churn' },
    ]);
  });
});
