import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { ActionHarness, type ActionRun } from './__testUtils__/ActionHarness';

const ENSURING = [
  'azure-devops:project:ensure',
  'azure-devops:pipeline:ensure',
  'azure-devops:environment:ensure',
  'azure-devops:group:ensure',
  'azure-devops:variable-group:ensure',
  'azure-devops:service-connection:ensure',
  'azure-devops:check:ensure',
  'azure-devops:pipeline-permission:grant',
  'azure-devops:branch-policy:ensure',
];

function outcomes(run: ActionRun): readonly string[] {
  return (run.output.resources as JsonObject[]).map(
    ({ kind, name, outcome }) => `${kind} ${name} ${outcome}`,
  );
}

function writesOf({ output }: ActionRun): number {
  return Number((output.http as JsonObject).writes);
}

describe('an action for a single resource', () => {
  let harness: ActionHarness;
  beforeEach(async () => {
    harness = await ActionHarness.start();
  });
  afterEach(() => harness.stop());

  async function setUp(): Promise<void> {
    await harness.run('azure-devops:repository:ensure');
    await harness.run('azure-devops:repository:push');
    await harness.run('azure-devops:provision');
  }

  function inputOf(id: string, index = 0): JsonObject {
    const { example } = harness.action(id).examples?.[index] ?? { example: '' };
    const { repoUrl, ...input } = parse(example).steps[0].input;
    return {
      ...input,
      repoUrl: repoUrl.replace('dev.azure.com', harness.simulator.host),
    };
  }

  it.each(ENSURING)(
    '%s says what it would do, does it once, and writes nothing the second time',
    async id => {
      await setUp();
      const before = harness.simulator.statistics();
      const dry = await harness.run(id, inputOf(id), { isDryRun: true });
      expect(writesOf(dry)).toBe(0);
      expect(harness.simulator.statistics().writes).toBe(before.writes);
      expect(dry.output.id).toBeUndefined();

      const first = await harness.run(id, inputOf(id));
      expect(outcomes(first)).toEqual(outcomes(dry));
      expect(writesOf(first)).toBeGreaterThan(0);
      expect(first.output.id).toEqual(expect.any(String));

      const second = await harness.run(id, inputOf(id));
      expect(writesOf(second)).toBe(0);
      expect(outcomes(second)).toEqual(
        outcomes(first).map(line => line.replace(/\w+$/, 'unchanged')),
      );
    },
  );

  it('leaves everything else that is ours alone', async () => {
    await setUp();
    await harness.run('azure-devops:environment:ensure', { name: 'canary' });
    const { output } = await harness.run('azure-devops:plan');
    expect(output).toMatchObject({ changes: 0, drift: false });
  });

  it('leaves permissions of other pipelines and the checks of other types', async () => {
    await setUp();
    await harness.run('azure-devops:pipeline-permission:grant', {
      resource: { kind: 'variable-group', name: 'CHURN-MODEL-PROD' },
      pipelines: ['churn-model-ci'],
    });
    await harness.run('azure-devops:check:ensure', {
      resource: { kind: 'environment', name: 'churn-model-prod' },
      exclusiveLock: {},
    });
    const { output } = await harness.run('azure-devops:plan');
    expect(output.text).toMatch(
      /pipelines: churn-model-ci, churn-model-deployment, churn-model-training → churn-model-deployment, churn-model-training/,
    );
    expect(output.text).toMatch(
      /= approval check environment\/churn-model-prod/,
    );
  });

  it.each([
    [
      'azure-devops:check:ensure',
      { resource: { kind: 'environment', name: 'none' }, exclusiveLock: {} },
      /environment: .* has no environment "none"/,
    ],
    [
      'azure-devops:pipeline-permission:grant',
      {
        resource: { kind: 'environment', name: 'churn-model-dev' },
        pipelines: ['none'],
      },
      /pipeline: .* has no pipeline "none"/,
    ],
    [
      'azure-devops:branch-policy:ensure',
      { branch: 'main', buildValidation: [{ pipeline: 'none' }] },
      /pipeline: .* has no pipeline "none"/,
    ],
    [
      'azure-devops:variable-group:ensure',
      {
        name: 'vault',
        keyVault: { name: 'vault', serviceConnection: 'none', secrets: ['a'] },
      },
      /service connection: .* has no service connection "none"/,
    ],
  ])(
    '%s names what it hangs on and is not there, but plans on in a dry run',
    async (id, input, message) => {
      await setUp();
      await expect(harness.run(id, input)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
      const { output } = await harness.run(id, input, { isDryRun: true });
      expect(outcomes({ output, log: [] })[0]).toMatch(/ created$/);
    },
  );

  it("refuses to touch or guard somebody else's, unless it is told to", async () => {
    await setUp();
    const another = harness.repoUrl({ repository: 'another' });
    const environment = { name: 'churn-model-dev', repoUrl: another };
    const check = {
      resource: { kind: 'environment', name: 'churn-model-dev' },
      exclusiveLock: {},
      repoUrl: another,
    };
    for (const [id, input] of [
      ['azure-devops:environment:ensure', environment],
      ['azure-devops:check:ensure', check],
    ] as const) {
      for (const isDryRun of [true, false]) {
        await expect(
          harness.run(id, input, { isDryRun }),
        ).rejects.toMatchObject({ name: 'ConflictError' });
      }
    }
    const adopted = await harness.run('azure-devops:check:ensure', {
      ...check,
      adopt: true,
    });
    expect(outcomes(adopted)).toEqual([
      'exclusive-lock-check environment/churn-model-dev created',
    ]);
    // Used as it is: the environment keeps the mark of its owner.
    const { output } = await harness.run('azure-devops:plan');
    expect(output.text).toMatch(/= environment churn-model-dev/);
  });

  it.each([
    [
      'azure-devops:environment:ensure',
      { name: 'a/b' },
      /input at name: found "a\/b", expected a legal environment name/,
    ],
    [
      'azure-devops:check:ensure',
      {
        resource: { kind: 'environment', name: 'a' },
        approval: { approvers: ['x@y.z'], minimumApprovers: 0 },
      },
      /input at approval\.minimumApprovers: found 0, expected at least 1/,
    ],
    [
      'azure-devops:check:ensure',
      { resource: { kind: 'environment', name: 'a' } },
      /expected at least one check/,
    ],
    [
      'azure-devops:branch-policy:ensure',
      { branch: 'main' },
      /expected at least one policy/,
    ],
    [
      'azure-devops:service-connection:ensure',
      { name: 'a' },
      /azure, containerRegistry: found both or none/,
    ],
    [
      'azure-devops:group:ensure',
      { name: 'a', members: ['user:default/nobody'] },
      /input at members\[0\]: found "user:default\/nobody", which is not in the catalog/,
    ],
  ])('%s refuses %j before any call', async (id, input, message) => {
    await expect(harness.run(id, input)).rejects.toMatchObject({
      message: expect.stringMatching(message),
    });
    expect(harness.simulator.statistics().calls).toBe(0);
  });

  it('keeps secrets out of outputs, logs and errors, and demands those that it needs', async () => {
    const secret = 'the-password-of-the-registry';
    const id = 'azure-devops:service-connection:ensure';
    const { secret: _secret, ...input } = inputOf(id, 1);
    await expect(harness.run(id, input)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/the secret "secret", which has no value/),
    });
    const runs = [
      await harness.run(id, { ...input, secret }, { isDryRun: true }),
      await harness.run(id, { ...input, secret }),
      await harness.run('azure-devops:variable-group:ensure', {
        name: 'secrets',
        secrets: { 'api.key': secret },
      }),
    ];
    expect(JSON.stringify(runs)).not.toContain(secret);
    expect(JSON.stringify(runs)).toContain('variable-group secrets: created');
  });

  it('says what is left to do for a connection without a secret', async () => {
    const { output } = await harness.run(
      'azure-devops:service-connection:ensure',
      inputOf('azure-devops:service-connection:ensure'),
    );
    expect(output.followUps).toEqual([
      expect.stringMatching(/^service connection churn-model-canary: /),
    ]);
  });

  it('gives back the pull request that is there', async () => {
    await harness.run('azure-devops:repository:ensure');
    await harness.run('azure-devops:repository:push');
    const id = 'azure-devops:pull-request:create';
    const dry = await harness.run(id, inputOf(id), { isDryRun: true });
    expect(dry.output).toMatchObject({ outcome: 'created' });
    expect(dry.output.pullRequestId).toBeUndefined();
    const first = await harness.run(id, inputOf(id));
    const second = await harness.run(id, inputOf(id));
    expect(second.output).toMatchObject({
      outcome: 'unchanged',
      pullRequestId: first.output.pullRequestId,
      pullRequestUrl: first.output.pullRequestUrl,
    });
  });
});
