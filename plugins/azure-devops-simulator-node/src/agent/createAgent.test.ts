import { tmpdir } from 'node:os';
import { createAgent } from './createAgent';
import { script, taskStep, withAgent } from './testing/withAgent';

describe('an agent', () => {
  const agent = withAgent();

  it('refuses to be on Windows', () => {
    expect(() =>
      createAgent({
        workDirectory: tmpdir(),
        clock: () => new Date(),
        platform: 'win32',
      }),
    ).toThrow(/Windows is not simulated/);
  });

  it('runs scripts one after the other and gives their lines with times', async () => {
    const { result, listener } = await agent.run([
      script('echo one; echo two >&2', { displayName: 'Speak' }),
      script('pwd', { displayName: 'Place' }),
    ]);
    expect(result).toBe('succeeded');
    const step = listener.named('Speak');
    expect(step.result).toBe('succeeded');
    expect(step.lines).toEqual(expect.arrayContaining(['one', 'two']));
    expect(step.rawLines).toContain('2026-01-31T09:30:00.1230000Z one');
    expect(step.lines[0]).toBe('##[section]Starting: Speak');
    expect(step.lines.at(-1)).toBe('##[section]Finishing: Speak');
    expect(listener.named('Place').lines.join('\n')).toMatch(/work\/1\/s$/m);
    expect(listener.added).toEqual([
      'before: Initialize job',
      'after: Finalize Job',
    ]);
  });

  it('fails a step whose script fails, and skips the steps behind it', async () => {
    const { result, listener } = await agent.run([
      script('exit 3', { displayName: 'Break' }),
      script('echo never', { displayName: 'Next' }),
      script('echo I am told', {
        displayName: 'On failure',
        condition: 'failed()',
      }),
    ]);
    expect(result).toBe('failed');
    expect(listener.named('Break')).toMatchObject({
      result: 'failed',
      issues: [{ type: 'error', message: "Bash exited with code '3'." }],
    });
    expect(listener.text).not.toContain('echo never');
    expect(listener.step('step2').result).toBe('skipped');
    expect(listener.named('On failure').lines).toContain('I am told');
  });

  it('goes on after a step that may fail, and says so in the result', async () => {
    const { result, listener } = await agent.run(
      [
        script('exit 1', {
          displayName: 'Break',
          continueOnError: '$(lenient)',
        }),
        script('echo $AGENT_JOBSTATUS', { displayName: 'Next' }),
      ],
      { variables: { lenient: { value: 'True' } } },
    );
    expect(result).toBe('succeededWithIssues');
    expect(listener.named('Break').result).toBe('succeededWithIssues');
    expect(listener.named('Next').lines).toContain('SucceededWithIssues');
  });

  it('leaves out a step that is not enabled', async () => {
    const { result, listener } = await agent.run([
      script('exit 1', { enabled: false }),
    ]);
    expect(result).toBe('succeeded');
    expect(listener.step('step1').result).toBe('skipped');
  });

  it('fails a step whose condition cannot be read', async () => {
    const { result, listener } = await agent.run([
      script('echo never', { displayName: 'Odd', condition: 'succeeded(' }),
    ]);
    expect(result).toBe('failed');
    expect(listener.named('Odd').issues[0].message).toContain('succeeded(');
    expect(listener.text).not.toContain('echo never');
  });

  it('runs a failing task again as often as it may', async () => {
    const { result, listener } = await agent.run([
      script(
        'echo x >> tries; [ "$(wc -l < tries)" -ge 3 ] && echo enough || exit 1',
        { displayName: 'Flaky', retryCountOnTaskFailure: 3 },
      ),
    ]);
    expect(result).toBe('succeeded');
    expect(listener.named('Flaky').lines).toContain('enough');
    expect(
      listener.named('Flaky').issues.filter(({ type }) => type === 'warning'),
    ).toHaveLength(2);
  });

  it('fails a step with a task that it does not know, and names it', async () => {
    const { result, listener } = await agent.run([
      taskStep('Docker@2', { command: 'build' }),
      taskStep('CmdLine@1', { script: 'true' }, { condition: 'always()' }),
    ]);
    expect(result).toBe('failed');
    expect(listener.step('step1').issues[0].message).toMatch(
      /Docker@2 is not simulated.*Bash@3.*CmdLine@2/,
    );
    expect(listener.step('step2').issues[0].message).toContain('CmdLine@1');
  });

  it('warns of inputs that a task does not have, and fails for wrong values', async () => {
    const { listener } = await agent.run([
      taskStep('CmdLine@2', { script: 'true', colour: 'red' }),
      taskStep('CmdLine@2', { script: 'true', failOnStderr: 'perhaps' }),
      taskStep('CmdLine@2', {}, { condition: 'always()' }),
    ]);
    expect(listener.step('step1')).toMatchObject({
      result: 'succeeded',
      issues: [{ type: 'warning' }],
    });
    expect(listener.step('step1').issues[0].message).toContain("'colour'");
    expect(listener.step('step2').issues[0].message).toContain("'perhaps'");
    expect(listener.step('step3').issues[0].message).toContain("'script'");
  });

  it('refuses a container and Windows', async () => {
    for (const [request, message] of [
      [{ container: 'python:3.12' }, /Container jobs are not simulated/],
      [{ image: 'windows-latest' }, /Windows is not simulated/],
    ] as const) {
      const { result, listener } = await agent.run([script('echo x')], request);
      expect(result).toBe('failed');
      expect(listener.named('Initialize job').issues[0].message).toMatch(
        message,
      );
      expect(listener.step('step1').result).toBe('skipped');
    }
  });

  it('gives jobs side by side folders of their own', async () => {
    const [left, right] = await Promise.all([
      agent.run([script('echo at $AGENT_BUILDDIRECTORY')]),
      agent.run([script('echo at $AGENT_BUILDDIRECTORY')]),
    ]);
    const folder = (text: string) => /^at (.*)$/m.exec(text)?.[1];
    expect(folder(left.listener.text)).toMatch(/work\/1$/);
    expect(folder(right.listener.text)).toMatch(/work\/2$/);
  });
});
