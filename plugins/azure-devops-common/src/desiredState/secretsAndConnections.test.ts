import { buildDesiredState } from './buildDesiredState';
import { describeConfigurationProblem } from './configurationProblem';

const GUID = '33333333-3333-4333-8333-333333333333';

/** What is wrong with an environment, as a person reads it. */
function problemsOf(
  environment: Readonly<Record<string, unknown>>,
): readonly string[] {
  const result = buildDesiredState({
    repository: 'churn',
    project: {
      file: 'azure_devops.yml',
      content: {
        version: 1,
        project: 'churn',
        pipelines: {
          folder: 'churn',
          definitions: [{ name: 'ci', yaml: 'azure_pipelines/ci.yml' }],
        },
      },
    },
    environments: [
      {
        file: 'dev.yml',
        content: { version: 1, environment: { name: 'dev' }, ...environment },
      },
    ],
  });
  return result.status === 'invalid'
    ? result.problems.map(describeConfigurationProblem)
    : [];
}

function connection(
  authentication: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>> = {},
) {
  return {
    service_connection: {
      name: 'azure',
      subscription: { id: GUID, name: 'Contoso' },
      authentication: { tenant_id: GUID, ...authentication },
      ...change,
    },
  };
}

const FEDERATION = { scheme: 'workload_identity_federation' };

describe('the service connection of an environment', () => {
  it.each([
    [{ ...FEDERATION, client_id: GUID }],
    [{ ...FEDERATION, creation: 'automatic' }],
    [{ scheme: 'managed_identity' }],
    [{ scheme: 'service_principal', client_id: GUID, secret: 'azure_key' }],
  ])('signs in by %j', authentication => {
    expect(problemsOf(connection(authentication))).toEqual([]);
  });

  it('names its client when somebody else makes the app registration', () => {
    expect(problemsOf(connection(FEDERATION))).toEqual([
      expect.stringMatching(
        /^dev.yml at service_connection.authentication.client_id: found nothing, expected the client id .* because creation is manual/,
      ),
    ]);
  });

  it('names no client when Azure DevOps makes the app registration', () => {
    const authentication = {
      ...FEDERATION,
      creation: 'automatic',
      client_id: GUID,
    };
    expect(problemsOf(connection(authentication))).toEqual([
      expect.stringContaining('expected no client id'),
    ]);
  });

  it('has no resource group with a managed identity', () => {
    const environment = connection(
      { scheme: 'managed_identity' },
      { resource_group: 'rg' },
    );
    expect(problemsOf(environment)).toEqual([
      expect.stringContaining(
        'at service_connection.resource_group: found "rg", expected no resource group',
      ),
    ]);
  });

  it.each(['rg/../../other', 'rg.', '', 'a'.repeat(91)])(
    'is refused for the resource group %j, which would lead elsewhere or nowhere',
    name => {
      const environment = connection(
        { ...FEDERATION, client_id: GUID },
        { resource_group: name },
      );
      expect(problemsOf(environment)).toEqual([
        expect.stringContaining('the name of a resource group'),
      ]);
    },
  );
});

describe('the names in a variable group', () => {
  it('are not both a value and a secret, in whatever case', () => {
    const variables = { API_KEY: 'open' };
    const secrets = { api_key: 'key' };
    expect(
      problemsOf({ variable_group: { name: 'dev', variables, secrets } }),
    ).toEqual([
      expect.stringContaining(
        'at variable_group.secrets.api_key: found api_key beside API_KEY',
      ),
    ]);
  });

  it('are each once among the secrets of a Key Vault', () => {
    const key_vault = {
      name: 'kv-churn',
      service_connection: 'azure',
      secrets: ['a-key', 'A-KEY'],
    };
    expect(
      problemsOf({
        ...connection({ scheme: 'managed_identity' }),
        variable_group: { name: 'dev', key_vault },
      }),
    ).toEqual([expect.stringContaining('A-KEY beside a-key')]);
  });
});
