import { TEMPLATE_BRANCH } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { applyPlan } from './applyPlan';
import {
  desiredChurnModel,
  PROJECT,
  REPOSITORY,
} from './__testUtils__/churnModel';
import { FULL_PROJECT_SECRETS, fullProject } from './__testUtils__/fullProject';
import {
  desiredEverything,
  desiredNeighbour,
} from './__testUtils__/otherProjects';
import { pushFiles } from './__testUtils__/pushFiles';
import {
  failureOf,
  SimulatedAzureDevOps,
} from './__testUtils__/SimulatedAzureDevOps';
import { planTeardown } from './planTeardown';
import { collect } from './resources/collect';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

async function tearDown(
  options: {
    readonly removeRepository?: boolean;
    readonly fetch?: typeof fetch;
    readonly concurrency?: number;
  } = {},
) {
  const client = azureDevOps.createClient({ fetch: options.fetch });
  const plan = await planTeardown({
    client,
    project: PROJECT,
    repository: REPOSITORY,
    removeRepository: options.removeRepository,
  });
  const outcomes = await applyPlan({
    client,
    plan,
    concurrency: options.concurrency,
  });
  return { plan, outcomes, writes: client.statistics.writes };
}

async function fill(branch: string) {
  await pushFiles({
    client: azureDevOps.createClient(),
    project: PROJECT,
    repository: REPOSITORY,
    branch,
  });
}

async function findRepository(repository: string) {
  return azureDevOps.createClient().git.findRepository({
    project: PROJECT,
    repository,
  });
}

async function names() {
  const { pipelines, environments, variableGroups } =
    await azureDevOps.observeEndState();
  return { pipelines, environments, variableGroups };
}

const NOTHING = { pipelines: [], environments: [], variableGroups: [] };

describe('a teardown', () => {
  it('removes what is ours, in reverse order, and leaves the repository', async () => {
    await azureDevOps.provision();
    const { plan, outcomes } = await tearDown();
    expect(plan.changes.map(({ action }) => action)).toEqual(
      plan.changes.map(() => 'delete'),
    );
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds).toEqual([
      ...Array(3).fill('variable-group'),
      ...Array(3).fill('environment'),
      ...Array(3).fill('pipeline'),
      'pipeline-folder',
    ]);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['deleted']),
    );
    expect(await names()).toEqual(NOTHING);
    expect(await findRepository(REPOSITORY)).toBeDefined();
  });

  it('removes every kind of resource that is ours, before what it depends on', async () => {
    const { outcomes: made } = await azureDevOps.provision({
      desired: desiredEverything(),
    });
    const { outcomes } = await tearDown();
    const kinds = [...new Set(outcomes.map(({ kind }) => kind))];
    expect(kinds).toEqual([
      'branch-policy',
      'variable-group',
      'service-connection',
      'environment',
      'approver-group',
      'pipeline',
      'pipeline-folder',
    ]);
    // Checks, roles and permissions go with what they guard, policies stay with the repository.
    const rest = made.filter(({ kind }) => !kinds.includes(kind));
    expect(new Set(rest.map(({ kind }) => kind))).toEqual(
      new Set([
        'git-repository',
        'repository-policy',
        'approval-check',
        'role-assignment',
        'pipeline-permission',
      ]),
    );
    const again = await tearDown();
    expect(again.plan.changes).toEqual([]);
  });

  it('leaves the policies with the repository, but for a build validation whose pipeline goes', async () => {
    const policies = async () =>
      (await collect(azureDevOps.createClient().policies.list(PROJECT))).filter(
        ({ isDeleted }) => !isDeleted,
      );
    await azureDevOps.provision({
      desired: fullProject({ environments: 1, pipelines: 3 }),
      secrets: FULL_PROJECT_SECRETS,
    });
    const before = await policies();
    const { plan } = await tearDown();
    const removed = plan.changes.filter(({ kind }) => kind.endsWith('-policy'));
    expect(removed.map(({ name }) => name)).toEqual([
      expect.stringContaining('main build-validation'),
    ]);
    expect(await policies()).toHaveLength(before.length - 1);

    await fill(TEMPLATE_BRANCH);
    await tearDown({ removeRepository: true });
    expect(await policies()).toEqual([]);
  });

  it('writes nothing while it plans', async () => {
    await azureDevOps.provision();
    const client = azureDevOps.createClient();
    await planTeardown({ client, project: PROJECT, repository: REPOSITORY });
    expect(client.statistics.writes).toBe(0);
  });

  it("leaves somebody else's resources beside ours", async () => {
    const client = azureDevOps.createClient();
    await azureDevOps.provision();
    await azureDevOps.provision({ desired: desiredNeighbour() });
    await client.environments.create({
      project: PROJECT,
      name: 'made-by-hand',
      description: 'About churn-model, but not of it',
    });
    await tearDown();
    expect(await names()).toEqual({
      pipelines: ['demand-forecast-ci'],
      environments: ['demand-forecast-prod', 'made-by-hand'],
      variableGroups: ['demand-forecast-prod'],
    });
  });

  it('finds nothing to do when it runs again', async () => {
    await azureDevOps.provision();
    await tearDown();
    const { plan, writes } = await tearDown();
    expect(plan.changes).toEqual([]);
    expect(writes).toBe(0);
  });

  it('can be made up for by provisioning again', async () => {
    await azureDevOps.provision();
    await tearDown();
    const { outcomes } = await azureDevOps.provision();
    expect(
      outcomes.filter(({ outcome }) => outcome !== 'created'),
    ).toMatchObject([{ kind: 'git-repository', outcome: 'unchanged' }]);
  });

  it.each(['before', 'after'] as const)(
    'that was cut off %s the effect of any of its calls is finished by running it again',
    async drop => {
      for (let index = 0; index < 10; index++) {
        await azureDevOps.provision();
        let removals = 0;
        const cut: typeof fetch = async (input, init) => {
          const isCut = init?.method === 'DELETE' && removals++ === index;
          if (isCut && drop === 'before') {
            throw new TypeError('fetch failed');
          }
          const response = await fetch(input, init);
          if (isCut) {
            throw new TypeError('terminated');
          }
          return response;
        };
        const error = await failureOf(tearDown({ fetch: cut, concurrency: 1 }));
        expect(error.message).toMatch(/Provisioning stopped/);
        await tearDown();
        expect(await names()).toEqual(NOTHING);
      }
    },
    60_000,
  );

  it.each([
    'distributedtask/variablegroups',
    'distributedtask/environments',
    'build/definitions',
    'build/folders',
  ])('shows what the service says when %s cannot be removed', async path => {
    await azureDevOps.provision();
    azureDevOps.simulator.failNext({
      method: 'DELETE',
      path: new RegExp(path),
      status: 500,
      body: JSON.stringify({ message: 'The sentinel says no.' }),
    });
    const error = await failureOf(tearDown());
    expect(error.message).toContain('The sentinel says no.');
  });
});

describe('a teardown of the repository too', () => {
  const toRemove = { removeRepository: true };

  it('removes one that our template filled, last of all', async () => {
    await azureDevOps.provision();
    await fill(TEMPLATE_BRANCH);
    const { outcomes } = await tearDown(toRemove);
    expect(outcomes[outcomes.length - 1]).toMatchObject({
      kind: 'git-repository',
      outcome: 'deleted',
    });
    expect(await findRepository(REPOSITORY)).toBeUndefined();
    const again = await tearDown(toRemove);
    expect(again.plan.changes).toEqual([]);
  });

  it('refuses one that no template of ours filled, and removes nothing', async () => {
    await azureDevOps.provision();
    await fill('work');
    const before = await names();
    const error = await failureOf(tearDown(toRemove));
    expect(error.message).toMatch(
      /removeRepository: the repository "churn-model" has no branch that a template of ours made/,
    );
    expect(await names()).toEqual(before);
    expect(await findRepository(REPOSITORY)).toBeDefined();
  });

  it("leaves the neighbour's repository", async () => {
    await azureDevOps.provision();
    await azureDevOps.provision({ desired: desiredNeighbour() });
    await fill(TEMPLATE_BRANCH);
    await tearDown(toRemove);
    expect(await findRepository('demand-forecast')).toBeDefined();
  });
});

describe('a teardown of a project that is not there', () => {
  it('says so', async () => {
    const error = await failureOf(
      planTeardown({
        client: azureDevOps.createClient(),
        project: 'macine-learning',
        repository: desiredChurnModel().repository,
      }),
    );
    expect(error.message).toMatch(/no project "macine-learning"/);
  });
});
