import type { JsonObject } from '@backstage/types';
import { ActionHarness, type ActionRun } from './__testUtils__/ActionHarness';

const registrySecret = 'the-password-of-the-registry';
const apiKey = 'the-key-of-the-interface';

/** A project with a registry and a secret variable, in the input itself. */
const configured = {
  configuration: {
    version: 1,
    project: 'churn-model',
    pipelines: {
      folder: 'churn-model',
      definitions: [{ name: 'churn-model-ci', yaml: 'azure_pipelines/ci.yml' }],
    },
  },
  environments: [
    {
      version: 1,
      environment: { name: 'churn-model-prod' },
      checks: {
        applies_to: ['environment'],
        approval: { approvers: ['group:default/approvers'] },
      },
      variable_group: {
        name: 'churn-model-prod',
        variables: { REPLICAS: '1' },
        secrets: { API_KEY: 'api-key' },
      },
      container_registry: {
        name: 'churn-model-registry',
        registry: 'https://contoso.azurecr.io',
        user_name: 'churn-model',
        secret: 'registry-password',
      },
    },
  ],
};

const secrets = { 'registry-password': registrySecret, 'api-key': apiKey };

function outcomes(run: ActionRun): readonly string[] {
  return (run.output.resources as JsonObject[]).map(
    ({ kind, name, outcome }) => `${kind} ${name} ${outcome}`,
  );
}

function writesOf({ output }: ActionRun): number {
  return Number((output.http as JsonObject).writes);
}

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.start();
});
afterEach(() => harness.stop());

async function push(): Promise<void> {
  await harness.run('azure-devops:repository:ensure');
  await harness.run('azure-devops:repository:push');
}

describe('azure-devops:provision', () => {
  const id = 'azure-devops:provision';

  it('takes secrets of the step and of the server, the former first, and shows none', async () => {
    await harness.stop();
    harness = await ActionHarness.start({
      config: {
        azureMlops: {
          provisioning: {
            secrets: { ...secrets, 'registry-password': 'overruled' },
          },
        },
      },
    });
    await push();
    const run = await harness.run(id, {
      ...configured,
      secrets: { 'registry-password': registrySecret },
    });
    expect(outcomes(run)).toEqual(
      expect.arrayContaining([
        'service-connection churn-model-registry created',
        'variable-group churn-model-prod created',
      ]),
    );
    const everything = JSON.stringify([run, harness.storedCheckpoints()]);
    for (const secret of [registrySecret, apiKey, 'overruled']) {
      expect(everything).not.toContain(secret);
    }
  });

  it('names every secret that has no value, in a dry run too, before any write', async () => {
    await push();
    for (const isDryRun of [true, false]) {
      const run = harness.run(
        id,
        { ...configured, secrets: { 'api-key': '' } },
        { isDryRun },
      );
      await expect(run).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(
          /"registry-password", which has no value[\s\S]*"api-key", which has no value/,
        ),
      });
    }
    const { output } = await harness.run('azure-devops:plan', {
      ...configured,
      secrets,
    });
    expect(output.text).not.toContain('= variable group');
  });

  it('writes secrets again only when it is told to', async () => {
    await push();
    const input = { ...configured, secrets };
    await harness.run(id, input);
    expect(writesOf(await harness.run(id, input))).toBe(0);
    const again = await harness.run(id, { ...input, updateSecrets: true });
    expect(outcomes(again).filter(line => line.endsWith('updated'))).toEqual([
      'service-connection churn-model-registry updated',
      'variable-group churn-model-prod updated',
    ]);
  });

  it('refuses a secret of the server that is no text, without showing it', async () => {
    await harness.stop();
    harness = await ActionHarness.start({
      config: {
        azureMlops: { provisioning: { secrets: { 'api-key': 4711 } } },
      },
    });
    const run = harness.run(id, configured);
    await expect(run).rejects.toThrow(
      /azureMlops\.provisioning\.secrets\.api-key: found number, expected text/,
    );
    await expect(run).rejects.not.toThrow(/4711/);
  });

  it('prunes only when it is told to, and never the repository', async () => {
    await push();
    await harness.run(id);
    const smaller = { ...configured, secrets };
    const kept = await harness.run(id, smaller);
    expect(outcomes(kept).join()).not.toContain('deleted');
    const dry = await harness.run(
      id,
      { ...smaller, prune: true },
      { isDryRun: true },
    );
    const pruned = await harness.run(id, { ...smaller, prune: true });
    const deleted = outcomes(pruned).filter(line => line.endsWith('deleted'));
    expect(deleted).toEqual(
      expect.arrayContaining([
        'environment churn-model-dev deleted',
        'pipeline churn-model-training deleted',
        'variable-group churn-model-stage deleted',
      ]),
    );
    expect(outcomes(dry)).toEqual(expect.arrayContaining(deleted));
    expect(deleted.join()).not.toContain('git-repository');
  });

  it("lets the portal's group approve, and finds it unchanged again", async () => {
    await push();
    const input = { ...configured, secrets };
    const first = await harness.run(id, input, { isDryRun: true });
    expect(first.log.join('\n')).toMatch(
      /Ari Approver <.+>, Dana Scientist <.+>/,
    );
    await harness.run(id, input);
    expect(writesOf(await harness.run(id, input))).toBe(0);
  });
});

describe('azure-devops:plan', () => {
  const id = 'azure-devops:plan';

  it('gives the plan as text, Markdown and JSON, and counts what would change', async () => {
    await push();
    const { output } = await harness.run(id);
    const plan = JSON.parse(String(output.json));
    expect(output).toMatchObject({
      changes: plan.counts.create,
      drift: true,
      text: expect.stringMatching(/^\+ environment churn-model-prod: create/m),
      plan: expect.stringContaining('| environment | churn-model-prod |'),
    });
    expect(plan.counts.create).toBeGreaterThan(10);
  });

  it('notices what was changed by hand, and fails on it only when it is told to', async () => {
    await push();
    await harness.run('azure-devops:provision');
    const clean = await harness.run(id, { failOnDrift: true });
    expect(clean.output).toMatchObject({ changes: 0, drift: false });

    await harness.run('azure-devops:environment:ensure', {
      name: 'churn-model-dev',
      description: 'Changed by hand',
    });
    const drifted = await harness.run(id);
    expect(drifted.output).toMatchObject({ changes: 1, drift: true });
    await expect(harness.run(id, { failOnDrift: true })).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /~ environment churn-model-dev[\s\S]*"Changed by hand" → "dev of churn-model"/,
      ),
    });
  });

  it('names secrets without value', async () => {
    await push();
    await expect(harness.run(id, configured)).rejects.toThrow(
      /"registry-password", which has no value/,
    );
  });
});

describe('azure-devops:teardown', () => {
  const id = 'azure-devops:teardown';

  it('prints the plan in a dry run, removes what is ours, and keeps the repository', async () => {
    await push();
    await harness.run('azure-devops:provision');
    const dry = await harness.run(id, {}, { isDryRun: true });
    expect(writesOf(dry)).toBe(0);
    const run = await harness.run(id);
    expect(outcomes(run)).toEqual(outcomes(dry));
    expect(outcomes(run)).toHaveLength(10);
    expect(outcomes(run).filter(line => !line.endsWith('deleted'))).toEqual([]);
    expect(run.output.plan).toContain(
      '| environment | churn-model-prod | delete |',
    );
    const again = await harness.run(id);
    expect(outcomes(again)).toEqual([]);
    expect(writesOf(again)).toBe(0);
    const repository = await harness.run('azure-devops:repository:ensure');
    expect(outcomes(repository)).toEqual([
      'git-repository churn-model unchanged',
    ]);
  });

  it('removes the repository when its name is given', async () => {
    await push();
    const run = await harness.run(id, { removeRepository: 'churn-model' });
    expect(outcomes(run)).toEqual(['git-repository churn-model deleted']);
  });

  it.each(['true', 'another', 'Churn-Model', ''])(
    'removes nothing when the name is %j',
    async removeRepository => {
      await push();
      const calls = harness.simulator.statistics().calls;
      await expect(harness.run(id, { removeRepository })).rejects.toMatchObject(
        {
          name: 'InputError',
          message: expect.stringMatching(
            /removeRepository: found '.*', expected 'churn-model'/,
          ),
        },
      );
      expect(harness.simulator.statistics().calls).toBe(calls);
    },
  );

  it('leaves what another project has made', async () => {
    await push();
    await harness.run('azure-devops:environment:ensure', { name: 'ours' });
    const another = harness.repoUrl({ repository: 'another' });
    await harness.run('azure-devops:environment:ensure', {
      name: 'theirs',
      repoUrl: another,
    });
    expect(outcomes(await harness.run(id))).toEqual([
      'environment ours deleted',
    ]);
    expect(outcomes(await harness.run(id, { repoUrl: another }))).toEqual([
      'environment theirs deleted',
    ]);
  });
});
