import type { DesiredApproverGroup } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { PROJECT } from '../__testUtils__/churnModel';
import { provisionResources } from '../__testUtils__/provisionResources';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import { collect } from './collect';

const ARI = 'ari.approver@contoso.example';
const DANA = 'dana.scientist@contoso.example';
const GROUP = 'churn-model-prod-approvers';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

function group(
  options: Partial<DesiredApproverGroup> = {},
): DesiredApproverGroup {
  return {
    name: GROUP,
    description: 'They agree to deployments',
    members: [ARI],
    source: {
      file: 'environment_prod/azure_devops.yml',
      keyPath: ['approver_group', 'members'],
    },
    ...options,
  };
}

function provision(
  groups: readonly DesiredApproverGroup[],
  options?: Parameters<typeof provisionResources>[2],
) {
  return provisionResources(azureDevOps, { 'approver-group': groups }, options);
}

/** The groups of the project that carry a mark, as people see them. */
async function groupsWithMark() {
  const { projects, graph, identities } = azureDevOps.createClient();
  const project = await projects.find(PROJECT);
  const scope = await graph.findDescriptor(project?.id ?? '');
  const groups = (await collect(graph.listGroups(scope ?? ''))).filter(
    ({ description }) => description?.includes('[azure-mlops:'),
  );
  return Promise.all(
    groups.map(async ({ displayName, description, descriptor }) => {
      const [identity] = await identities.findGroupsWithMembers([descriptor]);
      const members = await identities.findByDescriptors(
        identity.members ?? [],
      );
      return {
        name: displayName,
        description,
        members: members.map(member => member.providerDisplayName).sort(),
      };
    }),
  );
}

const MARK = '[azure-mlops: machine-learning/churn-model]';
const AS_CONFIGURED = {
  name: GROUP,
  description: `They agree to deployments\n${MARK}`,
  members: ['Ari Approver'],
};

describe('an approver group', () => {
  it('is created in the project with its members, and its id is the one that checks take', async () => {
    const { outcomes } = await provision([group()]);
    expect(await groupsWithMark()).toEqual([AS_CONFIGURED]);
    const client = azureDevOps.createClient();
    const [identity] = await client.identities.find(`[${PROJECT}]\\${GROUP}`);
    expect(outcomes).toEqual([
      {
        kind: 'approver-group',
        name: GROUP,
        outcome: 'created',
        id: identity.id,
        url: client.webUrls.permissions(PROJECT),
      },
    ]);
  });

  it('is left alone when it is as configured', async () => {
    await provision([group()]);
    const { plan, statistics } = await provision([
      group({ members: [ARI.toUpperCase()] }),
    ]);
    expect(plan.changes.map(({ action }) => action)).toEqual(['unchanged']);
    expect(statistics.writes).toBe(0);
  });

  it('gets a new description', async () => {
    await provision([group()]);
    const { plan, statistics } = await provision([
      group({ description: 'Release managers' }),
    ]);
    expect(plan.changes).toMatchObject([
      { action: 'update', fields: [{ field: 'description' }] },
    ]);
    expect(statistics.writes).toBe(1);
    expect(await groupsWithMark()).toEqual([
      { ...AS_CONFIGURED, description: `Release managers\n${MARK}` },
    ]);
  });

  it('has exactly the configured members, whoever was added by hand', async () => {
    await provision([group({ members: [ARI] })]);
    const { plan, statistics } = await provision([group({ members: [DANA] })]);
    expect(plan.changes).toMatchObject([
      { action: 'update', fields: [{ field: 'members' }] },
    ]);
    expect(statistics.writes).toBe(2);
    expect(await groupsWithMark()).toEqual([
      { ...AS_CONFIGURED, members: ['Dana Scientist'] },
    ]);
  });

  it('can have groups of the project and of the same plan as members', async () => {
    const everyone = group({
      name: 'churn-model-approvers',
      description: '',
      members: [GROUP, 'Contributors', `[${PROJECT}]\\Readers`],
    });
    await provision([everyone, group()]);
    expect(await groupsWithMark()).toContainEqual({
      name: everyone.name,
      description: MARK,
      members: [
        '[machine-learning]\\Contributors',
        '[machine-learning]\\Readers',
        `[machine-learning]\\${GROUP}`,
      ],
    });
    const again = await provision([everyone, group()]);
    expect(again.statistics.writes).toBe(0);
  });

  it('is read in as many calls as one, however many there are', async () => {
    const groups = Array.from({ length: 12 }, (_, index) =>
      group({ name: `approvers-${index}`, members: [ARI, DANA] }),
    );
    await provision(groups);
    const many = await provision(groups);
    const one = await provision(groups.slice(0, 1));
    expect(many.statistics).toEqual(one.statistics);
  });

  it('of somebody else is a conflict, and is taken over when adopting', async () => {
    const client = azureDevOps.createClient();
    const project = await client.projects.find(PROJECT);
    await client.graph.createGroup({
      scopeDescriptor:
        (await client.graph.findDescriptor(project?.id ?? '')) ?? '',
      name: GROUP,
      description: 'Ours since 2019',
    });
    await expect(provision([group()])).rejects.toThrow(
      `approver group "${GROUP}": this group exists and carries no mark of this template`,
    );
    await provision([group()], { adopt: true });
    expect(await groupsWithMark()).toEqual([AS_CONFIGURED]);
  });

  it('that is not configured any more stays, and goes when pruning', async () => {
    const other = group({ name: 'other', description: '' });
    await provision([group(), other]);
    const { plan } = await provision([other]);
    expect(plan.leftovers).toMatchObject([{ name: GROUP }]);
    expect(await groupsWithMark()).toHaveLength(2);
    await provision([], { prune: true });
    expect(await groupsWithMark()).toEqual([]);
  });

  it('gets its members in the next run when the first one was cut short', async () => {
    azureDevOps.simulator.failNext({
      method: 'PUT',
      path: /graph\/memberships/,
      drop: 'before',
    });
    await expect(provision([group()])).rejects.toThrow(
      'The connection broke before the answer came',
    );
    expect(await groupsWithMark()).toEqual([{ ...AS_CONFIGURED, members: [] }]);
    await provision([group()]);
    expect(await groupsWithMark()).toEqual([AS_CONFIGURED]);
  });

  it('is waited for when the service does not know it at once', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /graph\/groups/,
      invisibleForReads: 2,
    });
    const { outcomes } = await provision([group()]);
    expect(outcomes).toMatchObject([{ outcome: 'created' }]);
    expect(await groupsWithMark()).toEqual([AS_CONFIGURED]);
  });

  it('is refused with a way out where there is no graph', async () => {
    azureDevOps.simulator.failNext({ path: /_apis\/graph\//, status: 404 });
    const { message } = await failureOf(provision([group()]));
    expect(message).toContain('Azure DevOps Server has not');
    expect(message).toContain('name it under checks.approval.approvers');
    azureDevOps.simulator.failNext({ path: /_apis\/graph\//, status: 404 });
    await expect(provision([], { prune: true })).resolves.toMatchObject({
      outcomes: [],
    });
  });

  it.each([
    ['observed', 'GET', /graph\/groups/, [group()], {}],
    [
      'observed for its members',
      'GET',
      /queryMembership=Direct/,
      [group()],
      {},
    ],
    [
      'created',
      'POST',
      /graph\/groups/,
      [group(), group({ name: 'another' })],
      {},
    ],
    [
      'given a description',
      'PATCH',
      /graph\/groups/,
      [group({ description: 'New' })],
      {},
    ],
    [
      'given a member',
      'PUT',
      /memberships/,
      [group({ members: [ARI, DANA] })],
      {},
    ],
    ['rid of a member', 'DELETE', /memberships/, [group({ members: [] })], {}],
    ['removed', 'DELETE', /graph\/groups/, [], { prune: true }],
  ])(
    'lets the service’s message through when it cannot be %s',
    async (...row) => {
      const [, method, path, groups, options] = row;
      await provision([group()]);
      azureDevOps.simulator.failNext({
        method,
        path,
        status: 500,
        body: JSON.stringify({ message: 'The sentinel has fallen' }),
      });
      await expect(provision(groups, options)).rejects.toThrow(
        /"The sentinel has fallen"/,
      );
    },
  );
});
