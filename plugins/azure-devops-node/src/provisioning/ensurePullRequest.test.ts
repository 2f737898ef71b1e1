import { PROJECT, REPOSITORY } from './__testUtils__/churnModel';
import { pushFiles } from './__testUtils__/pushFiles';
import {
  failureOf,
  SimulatedAzureDevOps,
} from './__testUtils__/SimulatedAzureDevOps';
import { ensureDefaultBranch } from './ensureDefaultBranch';
import { ensurePullRequest } from './ensurePullRequest';
import { ensureRepository } from './ensureRepository';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
  const client = azureDevOps.createClient();
  await ensureRepository({ client, project: PROJECT, repository: REPOSITORY });
  await pushFiles({
    client,
    project: PROJECT,
    repository: REPOSITORY,
    branch: 'change',
  });
});
afterEach(() => azureDevOps.close());

async function ensure(
  options: Partial<Parameters<typeof ensurePullRequest>[0]> = {},
) {
  const client = azureDevOps.createClient();
  const result = await ensurePullRequest({
    client,
    project: PROJECT,
    repository: REPOSITORY,
    sourceBranch: 'change',
    targetBranch: 'main',
    title: 'Change the model',
    ...options,
  });
  return { ...result, writes: client.statistics.writes };
}

describe('a pull request', () => {
  it('is created once and given back when it is there', async () => {
    const first = await ensure({ reviewers: ['ari.approver@contoso.example'] });
    expect(first).toMatchObject({ outcome: 'created', targetBranch: 'main' });
    expect(first.url).toMatch(/_git\/churn-model\/pullrequest\/\d+$/);
    expect(await ensure()).toMatchObject({
      outcome: 'unchanged',
      id: first.id,
      writes: 0,
    });
  });

  it('goes into the default branch unless another is named', async () => {
    await ensureDefaultBranch({
      client: azureDevOps.createClient(),
      project: PROJECT,
      repository: REPOSITORY,
      branch: 'main',
    });
    expect(await ensure({ targetBranch: undefined })).toMatchObject({
      outcome: 'created',
      targetBranch: 'main',
    });
  });

  it('is not created in a dry run', async () => {
    expect(await ensure({ dryRun: true })).toMatchObject({
      outcome: 'created',
      id: undefined,
      writes: 0,
    });
    expect(await ensure()).toMatchObject({ outcome: 'created' });
  });

  it('is planned by a dry run before there is a repository', async () => {
    expect(await ensure({ dryRun: true, repository: 'not-yet' })).toMatchObject(
      { outcome: 'created', id: undefined },
    );
  });

  it.each([
    ['sourceBranch', { sourceBranch: 'nowhere' }, /no branch "nowhere"/],
    ['targetBranch', { targetBranch: 'nowhere' }, /no branch "nowhere"/],
    ['repository', { repository: 'none' }, /no repository "none"/],
    ['reviewers', { reviewers: ['x@contoso.example'] }, /knows 0 users/],
  ])(
    'names the %s that is not there, and writes nothing',
    async (field, options, message) => {
      const error = await failureOf(ensure(options));
      expect(error).toMatchObject({ name: 'UnknownReferenceError', field });
      expect(error.message).toMatch(message);
    },
  );

  it('asks nobody who has been disabled', async () => {
    const name = 'ari.approver@contoso.example';
    azureDevOps.simulator.failNext({
      path: /_apis\/identities/,
      status: 200,
      body: JSON.stringify({
        value: [
          {
            id: '1',
            isActive: false,
            properties: { Mail: { $value: name } },
          },
        ],
      }),
    });
    const error = await failureOf(ensure({ reviewers: [name] }));
    expect(error.message).toContain('knows 0 users or groups');
  });

  it.each(['GET', 'POST'])(
    'shows what the service says when its %s fails',
    async method => {
      azureDevOps.simulator.failNext({
        method,
        path: /pullrequests/i,
        status: 400,
        body: JSON.stringify({ message: 'The sentinel says no.' }),
      });
      const error = await failureOf(ensure());
      expect(error.message).toContain('The sentinel says no.');
    },
  );
});
