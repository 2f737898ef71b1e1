import { desiredChurnModel, PROJECT } from '../__testUtils__/churnModel';
import { listPolicies, settingsOf } from '../__testUtils__/branchPolicies';
import {
  failureOf,
  SimulatedAzureDevOps,
  type ProvisioningRun,
} from '../__testUtils__/SimulatedAzureDevOps';

const TYPES = {
  size: '2e26e725-8201-4edd-8bf5-978563c34a80',
  length: '001a79cf-fda1-4c4e-9e7c-bac40ee5ead8',
  names: 'db2b9b4c-180d-4529-9701-01541d19f36b',
  email: '77ed4bd3-b063-4689-934a-175e4d0a78d7',
};

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

const ALL = {
  maximum_file_size_megabytes: 10,
  maximum_path_length: 200,
  reserved_names: true,
  author_email_patterns: ['*@contoso.com', '!guest@contoso.com'],
};

function desiredWith(policies: object) {
  return desiredChurnModel(({ project }) =>
    Object.assign(project, { repository: { policies } }),
  );
}

function policyOutcomes({ outcomes }: ProvisioningRun) {
  return outcomes
    .filter(
      ({ kind, outcome }) =>
        kind === 'repository-policy' && outcome !== 'unchanged',
    )
    .map(({ name, outcome }) => `${outcome} ${name}`);
}

describe('repository policies', () => {
  it('are created in Azure DevOps’ own terms, for the repository alone', async () => {
    const run = await azureDevOps.provision({ desired: desiredWith(ALL) });
    expect(policyOutcomes(run)).toHaveLength(4);
    const repository = run.outcomes.find(
      ({ kind }) => kind === 'git-repository',
    );
    const scope = [{ repositoryId: repository?.id }];
    expect(await settingsOf(azureDevOps, TYPES.size)).toEqual({
      maximumGitBlobSizeInBytes: 10_485_760,
      useUncompressedSize: true,
      scope,
    });
    expect(await settingsOf(azureDevOps, TYPES.length)).toEqual({
      maxPathLength: 200,
      scope,
    });
    expect(await settingsOf(azureDevOps, TYPES.names)).toEqual({ scope });
    expect(await settingsOf(azureDevOps, TYPES.email)).toEqual({
      authorEmailPatterns: ['*@contoso.com', '!guest@contoso.com'],
      scope,
    });
    for (const policy of await listPolicies(azureDevOps)) {
      expect(policy).toMatchObject({ isEnabled: true, isBlocking: true });
    }
  });

  it('are left alone the second time, with one call for those of branches too', async () => {
    const desired = desiredChurnModel(({ project }) =>
      Object.assign(project, {
        repository: { policies: ALL },
        branch_policies: [{ branch: 'main', comment_resolution: 'required' }],
      }),
    );
    await azureDevOps.provision({ desired });
    const bare = await azureDevOps.provision();
    const { statistics } = await azureDevOps.provision({ desired });
    expect(statistics).toEqual({ calls: bare.statistics.calls + 1, writes: 0 });
  });

  it.each([
    [
      'size',
      { maximum_file_size_megabytes: 20 },
      TYPES.size,
      { maximumGitBlobSizeInBytes: 20_971_520 },
    ],
    [
      'length',
      { maximum_path_length: 260 },
      TYPES.length,
      { maxPathLength: 260 },
    ],
    [
      'patterns',
      { author_email_patterns: ['*@contoso.com'] },
      TYPES.email,
      { authorEmailPatterns: ['*@contoso.com'] },
    ],
    [
      'order of patterns',
      { author_email_patterns: ['!guest@contoso.com', '*@contoso.com'] },
      TYPES.email,
      { authorEmailPatterns: ['!guest@contoso.com', '*@contoso.com'] },
    ],
  ])(
    'update one policy when the %s changes',
    async (_title, change, type, expected) => {
      await azureDevOps.provision({ desired: desiredWith(ALL) });
      const desired = desiredWith({ ...ALL, ...change });
      const run = await azureDevOps.provision({ desired });
      expect(policyOutcomes(run)).toEqual([expect.stringMatching(/^updated /)]);
      expect(run.statistics.writes).toBe(1);
      expect(await settingsOf(azureDevOps, type)).toMatchObject(expected);
      expect((await azureDevOps.provision({ desired })).statistics.writes).toBe(
        0,
      );
    },
  );

  it('keep the way of counting that somebody has chosen', async () => {
    const { outcomes } = await azureDevOps.provision();
    const repositoryId = outcomes.find(
      ({ kind }) => kind === 'git-repository',
    )!.id;
    await azureDevOps.createClient().policies.create({
      project: PROJECT,
      policy: {
        typeId: TYPES.size,
        isBlocking: false,
        settings: { maximumGitBlobSizeInBytes: 1, useUncompressedSize: false },
        scope: [{ repositoryId }],
      },
    });
    const run = await azureDevOps.provision({
      desired: desiredWith({ maximum_file_size_megabytes: 5 }),
    });
    expect(policyOutcomes(run)).toEqual(['updated maximum-file-size']);
    expect(await settingsOf(azureDevOps, TYPES.size)).toMatchObject({
      maximumGitBlobSizeInBytes: 5_242_880,
      useUncompressedSize: false,
    });
  });

  it('of every repository of the project stay as they are', async () => {
    const client = azureDevOps.createClient();
    const theirs = await client.policies.create({
      project: PROJECT,
      policy: {
        typeId: TYPES.names,
        isBlocking: true,
        settings: {},
        scope: [{ repositoryId: null }],
      },
    });
    const run = await azureDevOps.provision({
      desired: desiredWith({ reserved_names: true }),
      prune: true,
    });
    expect(policyOutcomes(run)).toEqual(['created reserved-names']);
    await expect(
      client.policies.get({ project: PROJECT, id: String(theirs.id) }),
    ).resolves.toEqual(theirs);
  });

  it('are left over when they are not configured any more, and removed when pruning', async () => {
    await azureDevOps.provision({ desired: desiredWith(ALL) });
    const fewer = desiredWith({ reserved_names: true });
    const { plan } = await azureDevOps.provision({ desired: fewer });
    expect(
      plan.leftovers
        .filter(({ kind }) => kind === 'repository-policy')
        .map(({ name }) => name.replace(/\d+/, 'N'))
        .sort(),
    ).toEqual([
      'author-email (policy N)',
      'maximum-file-size (policy N)',
      'maximum-path-length (policy N)',
    ]);
    await azureDevOps.provision({ desired: fewer, prune: true });
    const rest = await listPolicies(azureDevOps);
    expect(rest.map(({ type }) => type.id)).toEqual([TYPES.names]);
  });

  it.each([
    ['GET', ALL, false],
    ['POST', ALL, false],
    ['PUT', { maximum_path_length: 100 }, false],
    ['DELETE', {}, true],
  ])('let the error of a %s out', async (method, policies, prune) => {
    await azureDevOps.provision({
      desired: desiredWith({ maximum_path_length: 200 }),
    });
    azureDevOps.simulator.failNext({
      method,
      path: /policy\/configurations/,
      status: 500,
      body: JSON.stringify({ message: `The ${method} failed` }),
    });
    const error = await failureOf(
      azureDevOps.provision({ desired: desiredWith(policies), prune }),
    );
    expect(error.message).toContain(`The ${method} failed`);
  });
});
