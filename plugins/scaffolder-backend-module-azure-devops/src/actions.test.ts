import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import {
  developmentToken,
  expiredToken,
  readOnlyToken,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import type { JsonObject } from '@backstage/types';
import { ActionHarness, type ActionRun } from './__testUtils__/ActionHarness';

const setUpSteps = [
  'azure-devops:plan',
  'azure-devops:repository:ensure',
  'azure-devops:repository:push',
  'azure-devops:provision',
];

async function runAll(
  harness: ActionHarness,
  options: { readonly isDryRun?: boolean } = {},
): Promise<readonly ActionRun[]> {
  const runs: ActionRun[] = [];
  for (const step of setUpSteps) {
    runs.push(await harness.run(step, {}, options));
  }
  runs.push(
    await harness.run(
      'azure-devops:pipeline:run',
      { pipeline: 'churn-model-ci', unlessRun: true },
      options,
    ),
  );
  return runs;
}

function outcomes(run: ActionRun): readonly string[] {
  return (run.output.resources as JsonObject[]).map(
    ({ kind, name, outcome }) => `${kind} ${name} ${outcome}`,
  );
}

describe('the actions of Azure DevOps', () => {
  let harness: ActionHarness;
  beforeEach(async () => {
    harness = await ActionHarness.start();
  });
  afterEach(() => harness.stop());

  it('set up a project, and find everything unchanged and write nothing when they run again', async () => {
    const first = await runAll(harness);
    expect(outcomes(first[1])).toEqual(['git-repository churn-model created']);
    expect(outcomes(first[3])).toEqual(
      expect.arrayContaining([
        'pipeline churn-model-ci created',
        'pipeline churn-model-training created',
        'pipeline churn-model-deployment created',
        'environment churn-model-dev created',
        'environment churn-model-stage created',
        'environment churn-model-prod created',
        'variable-group churn-model-prod created',
      ]),
    );
    expect(
      outcomes(first[3]).filter(line => line.startsWith('approval-check')),
    ).toHaveLength(1);
    expect(first[4].output.outcome).toBe('queued');

    const writesBefore = harness.simulator.statistics().writes;
    const second = await runAll(harness);
    expect(harness.simulator.statistics().writes).toBe(writesBefore);
    expect(outcomes(second[1])).toEqual([
      'git-repository churn-model unchanged',
    ]);
    expect(second[2].output).toMatchObject({
      outcome: 'unchanged',
      commitHash: first[2].output.commitHash,
    });
    expect(
      outcomes(second[3]).filter(line => !line.endsWith(' unchanged')),
    ).toEqual([]);
    expect(second[4].output).toMatchObject({
      outcome: 'already-queued',
      runId: first[4].output.runId,
    });
  });

  it('print the plan and write nothing in a dry run', async () => {
    const runs = await runAll(harness, { isDryRun: true });
    expect(harness.simulator.statistics().writes).toBe(0);
    expect(runs[0].log.join('\n')).toContain('churn-model-prod');
    expect(outcomes(runs[3])).toEqual(
      expect.arrayContaining(['environment churn-model-prod created']),
    );
    expect(runs[1].output.repositoryId).toBeUndefined();
    expect(runs[2].output.commitHash).toBeUndefined();
    expect(runs[4].output).toMatchObject({ outcome: 'would-queue' });
  });

  it('say in a dry run after the set-up what a real run would', async () => {
    const first = await runAll(harness);
    const writesBefore = harness.simulator.statistics().writes;
    const runs = await runAll(harness, { isDryRun: true });
    expect(harness.simulator.statistics().writes).toBe(writesBefore);
    expect(runs[2].output).toMatchObject({
      outcome: 'unchanged',
      commitHash: first[2].output.commitHash,
    });
    expect(
      outcomes(runs[3]).filter(line => !line.endsWith(' unchanged')),
    ).toEqual([]);
    expect(runs[4].output).toMatchObject({
      outcome: 'already-queued',
      runId: first[4].output.runId,
    });
  });

  it('fail in a dry run too on resources that are not ours', async () => {
    await harness.run('azure-devops:repository:ensure');
    await harness.run('azure-devops:repository:push');
    await harness.run('azure-devops:provision');
    const another = { repoUrl: harness.repoUrl({ repository: 'another' }) };
    await harness.run('azure-devops:repository:ensure', another);
    for (const isDryRun of [true, false]) {
      await expect(
        harness.run('azure-devops:provision', another, { isDryRun }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(
          /environment "churn-model-prod": .*belongs to machine-learning\/churn-model/,
        ),
      });
    }
  });

  it('keep the token out of logs, outputs, checkpoints and errors', async () => {
    const runs = await runAll(harness);
    const failure = await harness
      .run('azure-devops:plan', {
        repoUrl: harness.repoUrl({ project: 'none' }),
      })
      .catch(error => error);
    const everything = JSON.stringify([
      runs,
      harness.storedCheckpoints(),
      failure.message,
      failure.stack,
    ]);
    const encoded = Buffer.from(`:${developmentToken}`).toString('base64');
    expect(everything).not.toContain(developmentToken);
    expect(everything).not.toContain(encoded);
  });

  it('use the token of the user in place of the integration, and demand it where the portal does', async () => {
    await expect(
      harness.run('azure-devops:plan', { token: expiredToken }),
    ).rejects.toMatchObject({ name: 'AuthenticationError' });

    const strict = await ActionHarness.start({
      config: { scaffolder: { requireScmUserCredentials: true } },
    });
    await expect(strict.run('azure-devops:plan')).rejects.toThrow(
      /token: this portal demands the token of the user/,
    );
    const { output } = await strict.run('azure-devops:plan', {
      token: developmentToken,
    });
    expect(output.plan).toContain('churn-model');
    await strict.stop();
  });

  it('refuse a host that the portal does not know, without a call', async () => {
    await expect(
      harness.run('azure-devops:plan', {
        repoUrl: 'evil.example?organization=a&project=b&repo=c',
      }),
    ).rejects.toThrow(/evil\.example/);
    expect(harness.simulator.statistics().calls).toBe(0);
  });

  it.each([
    ['project', '..', /project name '\.\.' starts or ends with a period/],
    ['project', 'a/_git/b', /project name 'a\/_git\/b' contains \//],
    [
      'repository',
      '_apis',
      /repository name '_apis' starts with an underscore/,
    ],
    [
      'repository',
      'a'.repeat(65),
      /repository name 'a+' is 65 characters long/,
    ],
  ])('refuse the %s name %s, without a call', async (part, name, message) => {
    for (const id of setUpSteps) {
      const repoUrl = harness.repoUrl({ [part]: encodeURIComponent(name) });
      await expect(harness.run(id, { repoUrl })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
    }
    expect(harness.simulator.statistics().calls).toBe(0);
  });

  it('name the project that does not exist, and those that do', async () => {
    await expect(
      harness.run('azure-devops:plan', {
        repoUrl: harness.repoUrl({ project: 'macine-learning' }),
      }),
    ).rejects.toThrow(/project: .*macine-learning[\s\S]*machine-learning/);
  });

  it('tell an expired token from a missing permission', async () => {
    const expired = await ActionHarness.start({ token: expiredToken });
    await expect(expired.run('azure-devops:plan')).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
    await expired.stop();
    const readOnly = await ActionHarness.start({ token: readOnlyToken });
    await expect(
      readOnly.run('azure-devops:repository:ensure'),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    await readOnly.stop();
  });

  it('refuse an approver whom Azure DevOps does not know before anything is made', async () => {
    const file = path.join(
      harness.workspacePath,
      'operation/configuration/environment_prod/azure_devops.yml',
    );
    const text = await fileSystem.readFile(file, 'utf8');
    await fileSystem.writeFile(
      file,
      text.replace('ari.approver', 'nobody.known'),
    );
    await expect(harness.run('azure-devops:plan')).rejects.toThrow(
      /environment_prod\/azure_devops\.yml[\s\S]*nobody\.known@contoso\.example/,
    );
    expect(harness.simulator.statistics().writes).toBe(0);
  });

  it('leave a repository alone that holds the work of others', async () => {
    await harness.run('azure-devops:repository:ensure');
    await harness.run('azure-devops:repository:push');
    await fileSystem.writeFile(
      path.join(harness.workspacePath, 'README.md'),
      '# Another project\n',
    );
    await expect(harness.run('azure-devops:repository:push')).rejects.toThrow(
      /already holds other content[\s\S]*Choose another repository name/,
    );
  });

  it('refuse to push an empty workspace and say how workspaces survive a restart', async () => {
    await harness.run('azure-devops:repository:ensure');
    await fileSystem.rm(harness.workspacePath, { recursive: true });
    await fileSystem.mkdir(harness.workspacePath);
    await expect(harness.run('azure-devops:repository:push')).rejects.toThrow(
      /holds no file[\s\S]*scaffolder\.taskRecovery\.workspaceProvider/,
    );
  });

  it('list an environment without name and one that is listed twice, before any call', async () => {
    await expect(
      harness.run('azure-devops:names:check', {
        name: 'churn-model',
        environments: [{ name: 'dev' }, {}, { name: 'dev' }],
      }),
    ).rejects.toThrow(
      /Environment 2: Enter a name[\s\S]*Environment 3: 'dev' is listed twice/,
    );
    expect(harness.simulator.statistics().calls).toBe(0);
  });

  it('refuse a name that leaves no room for what Azure and the catalog derive from it, before any call', async () => {
    await expect(
      harness.run('azure-devops:names:check', {
        name: 'a'.repeat(41),
        environments: [{ name: 'dev' }, { name: 'e'.repeat(21) }],
      }),
    ).rejects.toThrow(
      /Environment 2: 'e{20}…' is too long[\s\S]*name: 'a{41}' has 41 characters, at most 40 are possible/,
    );
    await expect(
      harness.run('azure-devops:names:check', {
        name: '3d-print',
        environments: [{ name: 'dev' }],
      }),
    ).rejects.toThrow(/name: '3d-print' starts with a digit/);
    expect(harness.simulator.statistics().calls).toBe(0);
  });

  it('end with the signal of the task', async () => {
    const controller = new AbortController();
    controller.abort(new Error('The task was cancelled'));
    await expect(
      harness.run('azure-devops:plan', {}, { signal: controller.signal }),
    ).rejects.toThrow('The task was cancelled');
    expect(harness.simulator.statistics().calls).toBe(0);
  });
});
