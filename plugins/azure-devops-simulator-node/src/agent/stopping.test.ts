import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createAgent } from './createAgent';
import { script, withAgent } from './testing/withAgent';

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process has ended; one that waits for its burial has. */
async function isOver(id: number): Promise<boolean> {
  if (!isAlive(id)) {
    return true;
  }
  const state = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  return / [ZX] /.test(state) || !isAlive(id);
}

async function allOver(ids: readonly number[]): Promise<boolean> {
  const deadline = Date.now() + 3000;
  for (;;) {
    const over = await Promise.all(ids.map(isOver));
    if (over.every(Boolean)) {
      return true;
    }
    if (Date.now() > deadline) {
      return false;
    }
    await wait(20);
  }
}

function processIds(text: string): readonly number[] {
  return [...text.matchAll(/^pid (\d+)$/gm)].map(match => Number(match[1]));
}

/** Children of children, one of them deaf to signals, one in a session of its own. */
const family = [
  'sleep 600 & echo pid $!',
  `bash -c 'trap "" INT TERM; echo pid $$; sleep 600 & echo pid $!; while true; do wait; done' &`,
  ...(process.platform === 'linux'
    ? [`setsid bash -c 'echo pid $$; exec sleep 600' &`]
    : []),
  'sleep 0.2',
].join('\n');

const familySize = process.platform === 'linux' ? 4 : 3;

describe('a job that is cancelled', () => {
  const agent = withAgent();

  it('ends the running step with all its children, and runs what must always run', async () => {
    const listener = agent.listener();
    const controller = new AbortController();
    const run = agent.run(
      [
        script(`${family}\necho rea''dy; wait`, { displayName: 'Long' }),
        script('echo never', { displayName: 'Next' }),
        script('echo tidy', { displayName: 'Tidy', condition: 'always()' }),
        script('echo told', { displayName: 'Tell', condition: 'canceled()' }),
      ],
      { listener, signal: controller.signal },
    );
    await listener.logged('ready');
    controller.abort();
    expect((await run).result).toBe('canceled');
    expect(listener.named('Long')).toMatchObject({
      result: 'canceled',
      issues: [{ type: 'error', message: 'The operation was canceled.' }],
    });
    expect(listener.text).not.toContain('never\n');
    expect(listener.named('Tidy').lines).toContain('tidy');
    expect(listener.named('Tell').lines).toContain('told');
    const ids = processIds(listener.text);
    expect(ids).toHaveLength(familySize);
    expect(await allOver(ids)).toBe(true);
  });

  it('asks a child politely first', async () => {
    const listener = agent.listener();
    const controller = new AbortController();
    const run = agent.run(
      [
        script(
          `trap "echo interrupted; exit 0" INT\necho rea''dy; while true; do sleep 0.02; done`,
          { displayName: 'Polite' },
        ),
      ],
      { listener, signal: controller.signal },
    );
    await listener.logged('ready');
    controller.abort();
    expect((await run).result).toBe('canceled');
    expect(listener.named('Polite').lines).toContain('interrupted');
  });

  it('lets a step go on whose condition holds in a cancelled job', async () => {
    const listener = agent.listener();
    const controller = new AbortController();
    const run = agent.run(
      [
        script(
          `echo rea''dy; while [ ! -e "$AGENT_TEMPDIRECTORY/go" ]; do sleep 0.02; done; echo complete`,
          { displayName: 'Stubborn', condition: 'always()' },
        ),
        script('touch "$AGENT_TEMPDIRECTORY/go"'),
      ],
      { listener, signal: controller.signal, cancelTimeoutMinutes: 1 / 100 },
    );
    await listener.logged('ready');
    controller.abort();
    // Nobody gives it what it waits for: the time for cancelling ends it.
    expect((await run).result).toBe('canceled');
    expect(listener.named('Stubborn').result).toBe('canceled');
    expect(listener.text).not.toContain('\ncomplete');
  });

  it('starts nothing when it was cancelled before it began', async () => {
    const { result, listener } = await agent.run([script('echo never')], {
      signal: AbortSignal.abort(),
    });
    expect(result).toBe('canceled');
    expect(listener.step('step1').result).toBe('skipped');
  });
});

describe('time limits', () => {
  const agent = withAgent();

  it('fail a step that takes too long', async () => {
    const { result, listener } = await agent.run([
      script(`${family}\nwait`, {
        displayName: 'Long',
        timeoutInMinutes: 1 / 100,
      }),
      script('echo after', { displayName: 'After', condition: 'failed()' }),
    ]);
    expect(result).toBe('failed');
    expect(listener.named('Long')).toMatchObject({
      result: 'failed',
      issues: [{ type: 'error', message: 'The task has timed out.' }],
    });
    expect(listener.named('After').lines).toContain('after');
    expect(await allOver(processIds(listener.text))).toBe(true);
  });

  it('cancel a job that takes too long, and say so', async () => {
    const { result, listener } = await agent.run(
      [script('sleep 600', { displayName: 'Long' })],
      { timeoutMinutes: 1 / 200 },
    );
    expect(result).toBe('canceled');
    expect(listener.named('Long').issues[0].message).toContain(
      'ran longer than the maximum time',
    );
  });
});

describe('what a step leaves behind', () => {
  const agent = withAgent();

  it('serves the steps that follow and is gone with the job', async () => {
    const { result, listener } = await agent.run([
      script(`${family}`, { displayName: 'Start' }),
      script(
        `for id in $(ps -eo pid= -o args= | awk '$2 == "sleep" && $3 == 600 { print $1 }'); do echo seen $id; done`,
        { displayName: 'Look' },
      ),
    ]);
    expect(result).toBe('succeeded');
    expect(listener.named('Start').issues[0].message).toContain(
      'still holds its output open',
    );
    expect(listener.named('Look').lines.join('\n')).toContain('seen ');
    const ids = processIds(listener.text);
    expect(ids).toHaveLength(familySize);
    expect(await allOver(ids)).toBe(true);
    expect(listener.named('Finalize Job').lines.join('\n')).toContain(
      'Terminate orphan process',
    );
  });

  it('is gone when the agent is closed in the middle of a job', async () => {
    const closing = createAgent({
      workDirectory: join(agent.directory, 'closing'),
      clock: () => new Date(),
      logMilliseconds: 10,
    });
    const listener = agent.listener();
    const run = closing.run(
      {
        buildId: '1',
        recordId: 'job',
        name: 'job',
        organization: 'contoso',
        project: 'machine-learning',
        timeoutMinutes: 60,
        cancelTimeoutMinutes: 5,
        variables: {},
        dependencies: {},
        stageDependencies: {},
        repositories: {},
        isDeployment: true,
        accessToken: 'token',
        serverUrl: 'http://localhost',
        serviceConnections: {},
        steps: [
          {
            recordId: 'long',
            step: {
              enabled: true,
              continueOnError: false,
              timeoutInMinutes: 0,
              retryCountOnTaskFailure: 0,
              environment: {},
              action: {
                kind: 'task',
                name: 'CmdLine',
                version: '2',
                inputs: { script: `${family}\necho rea''dy; wait` },
              },
            },
          },
        ],
      },
      { listener, signal: new AbortController().signal },
    );
    await listener.logged('ready');
    await closing.close();
    expect(await run).toBe('canceled');
    expect(await allOver(processIds(listener.text))).toBe(true);
    await expect(
      closing.run(
        { ...Object.create(null), name: 'late' },
        { listener, signal: new AbortController().signal },
      ),
    ).rejects.toThrow(/closed/);
  });
});
