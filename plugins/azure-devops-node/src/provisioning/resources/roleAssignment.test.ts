import type {
  DesiredResources,
  DesiredRoleAssignment,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { PROJECT } from '../__testUtils__/churnModel';
import { provisionResources } from '../__testUtils__/provisionResources';
import { SimulatedAzureDevOps } from '../__testUtils__/SimulatedAzureDevOps';

const ARI = 'ari.approver@contoso.example';
const DANA = 'dana.scientist@contoso.example';
const APPROVERS = 'churn-model-approvers';
const SOURCE = {
  file: 'environment_prod/azure_devops.yml',
  keyPath: ['roles'],
};

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

type RoleOptions = Partial<Pick<DesiredRoleAssignment, 'role' | 'identity'>> & {
  readonly on?: 'environment' | 'variable-group';
};

function role(options: RoleOptions = {}): DesiredRoleAssignment {
  const { role: name = 'User', identity = ARI, on = 'environment' } = options;
  return {
    name: `${on}/prod ${identity}`,
    resource: { kind: on, name: 'prod' },
    identity,
    role: name,
    source: SOURCE,
  };
}

function provision(
  roles: readonly DesiredRoleAssignment[],
  more: DesiredResources = {},
) {
  return provisionResources(azureDevOps, {
    environment: [{ name: 'prod', description: '' }],
    'variable-group': [
      {
        name: 'prod',
        description: '',
        variables: { type: 'plain', values: { A: '1' }, secrets: {} },
        source: SOURCE,
      },
    ],
    ...more,
    'role-assignment': roles,
  });
}

/** The service's own list of who has which role. */
async function rolesOn(kind: 'environment' | 'variable-group') {
  const client = azureDevOps.createClient();
  const project = await client.projects.find(PROJECT);
  const items: AsyncIterable<{ readonly id: number }> =
    kind === 'environment'
      ? client.environments.list(PROJECT)
      : client.variableGroups.list({ project: PROJECT });
  for await (const { id } of items) {
    const resource =
      kind === 'environment'
        ? `distributedtask.environmentreferencerole/roleassignments/resources/${project?.id}_${id}`
        : `distributedtask.variablegroup/roleassignments/resources/${project?.id}$${id}`;
    const { body } = await call(
      'GET',
      `_apis/securityroles/scopes/${resource}`,
    );
    const { value } = body as {
      value: {
        identity: { displayName: string };
        role: { name: string };
      }[];
    };
    return value.map(({ identity, role: { name } }) => [
      identity.displayName,
      name,
    ]);
  }
  throw new Error(`There is no ${kind}`);
}

async function call(method: string, path: string, content?: unknown) {
  const { simulator } = azureDevOps;
  const response = await fetch(
    `${simulator.organizationUrl()}/${path}${
      path.includes('?') ? '&' : '?'
    }api-version=7.1-preview.1`,
    {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(`:${simulator.token}`).toString(
          'base64',
        )}`,
        'Content-Type': 'application/json',
      },
      body: content === undefined ? undefined : JSON.stringify(content),
    },
  );
  const body: unknown = await response.json();
  return { body };
}

describe('a role assignment', () => {
  it.each(['environment', 'variable-group'] as const)(
    'is given on a new %s, and left alone when it is as configured',
    async on => {
      const { outcomes } = await provision([role({ on })]);
      expect(outcomes).toContainEqual(
        expect.objectContaining({
          kind: 'role-assignment',
          outcome: 'created',
        }),
      );
      expect(await rolesOn(on)).toEqual([['Ari Approver', 'User']]);
      const again = await provision([role({ on })]);
      expect(again.statistics.writes).toBe(0);
      expect(again.outcomes.map(({ id }) => id)).toEqual(
        outcomes.map(({ id }) => id),
      );
    },
  );

  it.each(['Reader', 'Administrator'] as const)(
    'is changed to %s',
    async name => {
      await provision([role()]);
      const { plan, statistics } = await provision([role({ role: name })]);
      expect(plan.changes).toContainEqual(
        expect.objectContaining({
          action: 'update',
          fields: [{ field: 'role', before: 'User', after: name }],
        }),
      );
      expect(statistics.writes).toBe(1);
      expect(await rolesOn('environment')).toEqual([['Ari Approver', name]]);
      const again = await provision([role({ role: name })]);
      expect(again.statistics.writes).toBe(0);
    },
  );

  it('leaves the roles of others alone', async () => {
    await provision([role({ identity: DANA, role: 'Administrator' })]);
    await provision([role()]);
    await provision([]);
    expect(await rolesOn('environment')).toEqual([
      ['Dana Scientist', 'Administrator'],
      ['Ari Approver', 'User'],
    ]);
  });

  it('is given to a group of the same plan', async () => {
    const groups: DesiredResources = {
      'approver-group': [
        { name: APPROVERS, description: '', members: [ARI], source: SOURCE },
      ],
    };
    const roles = [role({ identity: APPROVERS })];
    await provision(roles, groups);
    expect(await rolesOn('environment')).toEqual([
      [`[${PROJECT}]\\${APPROVERS}`, 'User'],
    ]);
    const again = await provision(roles, groups);
    expect(again.statistics.writes).toBe(0);
  });

  it('replaces permissions that are no role', async () => {
    await provision([]);
    const client = azureDevOps.createClient();
    const [ari] = await client.identities.find(ARI);
    const project = await client.projects.find(PROJECT);
    for await (const { id } of client.environments.list(PROJECT)) {
      await call(
        'POST',
        '_apis/accesscontrolentries/83d4c2e6-e57d-4d6e-892b-b87222b7ad20',
        {
          token: `Environments/${project?.id}/${id}`,
          merge: false,
          accessControlEntries: [
            { descriptor: ari.descriptor, allow: 17, deny: 2 },
          ],
        },
      );
    }
    const { plan } = await provision([role()]);
    expect(plan.changes).toContainEqual(
      expect.objectContaining({
        fields: [{ field: 'role', before: 'custom', after: 'User' }],
      }),
    );
    expect(await rolesOn('environment')).toEqual([['Ari Approver', 'User']]);
  });

  it('is read in as many calls as one, however many there are', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `stage-${index}`);
    const readsOf = async (count: number) => {
      const resources: DesiredResources = {
        environment: names
          .slice(0, count)
          .map(name => ({ name, description: '' })),
        'role-assignment': names.slice(0, count).map(name => ({
          ...role(),
          name: `environment/${name} ${ARI}`,
          resource: { kind: 'environment' as const, name },
        })),
      };
      await provisionResources(azureDevOps, resources);
      return (await provisionResources(azureDevOps, resources)).statistics;
    };
    expect(await readsOf(12)).toEqual(await readsOf(1));
  });

  it.each([
    ['observed', 'GET', /accesscontrollists/, 'User'],
    ['observed for its identity', 'GET', /identities\?descriptors/, 'User'],
    ['changed', 'PUT', /securityroles/, 'Reader'],
  ] as const)(
    'lets the service’s message through when it cannot be %s',
    async (_title, method, path, name) => {
      await provision([role()]);
      azureDevOps.simulator.failNext({
        method,
        path,
        status: 500,
        body: JSON.stringify({ message: 'The sentinel has fallen' }),
      });
      await expect(provision([role({ role: name })])).rejects.toThrow(
        /"The sentinel has fallen"/,
      );
    },
  );

  it('lets the service’s message through when it cannot be created', async () => {
    azureDevOps.simulator.failNext({
      method: 'PUT',
      path: /securityroles/,
      status: 403,
      body: JSON.stringify({ message: 'The sentinel has fallen' }),
    });
    await expect(provision([role()])).rejects.toThrow(
      /"The sentinel has fallen".*"Security \(Manage\)"/,
    );
  });

  it('is not taken for given when the service assigns nothing', async () => {
    azureDevOps.simulator.failNext({
      method: 'PUT',
      path: /securityroles/,
      status: 200,
      body: JSON.stringify({ count: 0, value: [] }),
    });
    await expect(provision([role()])).rejects.toThrow(
      /accepted the role User on the environment "prod" .*, but assigned nothing/,
    );
  });
});
