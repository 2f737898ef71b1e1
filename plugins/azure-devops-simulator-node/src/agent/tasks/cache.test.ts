import { script, taskStep, withAgent } from '../testing/withAgent';

describe('a cache', () => {
  const agent = withAgent();
  const variables = (branch: string) => ({
    'System.DefinitionId': { value: '5' },
    'Build.SourceBranch': { value: branch },
  });
  const job = (
    lock: string,
    options: {
      readonly branch?: string;
      readonly restoreKeys?: string;
      readonly last?: string;
    } = {},
  ) =>
    agent.run(
      [
        script(`echo '${lock}' > requirements.lock`),
        taskStep(
          'Cache@2',
          {
            key: 'pip | "$(Agent.OS)" | requirements.lock',
            path: '$(Pipeline.Workspace)/.pip',
            cacheHitVar: 'HIT',
            ...(options.restoreKeys && { restoreKeys: options.restoreKeys }),
          },
          { displayName: 'Cache' },
        ),
        script(
          'echo "hit=$HIT"; cat ../.pip/content; mkdir -p ../.pip; cat requirements.lock > ../.pip/content; ln -sf content ../.pip/link',
          { displayName: 'Use', continueOnError: true },
        ),
        script(options.last ?? 'true'),
      ],
      { variables: variables(options.branch ?? 'refs/heads/main') },
    );

  it('is saved by a job that succeeds and given to the next of the same key', async () => {
    const first = await job('one', { last: 'exit 1' });
    expect(first.listener.named('Use').lines).toContain('hit=false');
    expect(first.listener.added).toContain('after: Post-job: Cache');
    const second = await job('one');
    expect(second.listener.named('Use').lines).toContain('hit=false');
    const third = await job('one');
    expect(third.listener.named('Use').lines).toEqual(
      expect.arrayContaining(['hit=true', 'one']),
    );
    expect(third.listener.added).not.toContain('after: Post-job: Cache');
  });

  it('is not given for other content, but for a prefix of the key', async () => {
    await job('base');
    const other = await job('changed');
    expect(other.listener.named('Use').lines).toContain('hit=false');
    const near = await job('changed again', {
      restoreKeys: 'pip | "nothing"\npip | "$(Agent.OS)"',
    });
    expect(near.listener.named('Use').lines).toContain('hit=inexact');
  });

  it('of a branch is not seen by another, but that of main is', async () => {
    await job('of a branch', { branch: 'refs/heads/feature' });
    const main = await job('of a branch');
    expect(main.listener.named('Use').lines).toContain('hit=false');
    const other = await job('of a branch', { branch: 'refs/heads/other' });
    expect(other.listener.named('Use').lines).toContain('hit=true');
  });

  it('needs the files that its key names, and a folder to save', async () => {
    const { listener } = await agent.run([
      taskStep('Cache@2', { key: 'a | *.lock', path: 'x' }),
    ]);
    expect(listener.step('step1').issues[0].message).toContain("'*.lock'");
    const without = await agent.run([
      taskStep('Cache@2', { key: 'a', path: 'x' }, { displayName: 'Cache' }),
    ]);
    expect(without.result).toBe('failed');
    expect(without.listener.named('Post-job: Cache').issues[0].message).toMatch(
      /cannot be saved: .*x is no folder/,
    );
  });
});
