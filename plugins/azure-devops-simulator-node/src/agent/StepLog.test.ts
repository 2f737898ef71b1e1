import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { script, withAgent } from './testing/withAgent';

describe('the log of a step', () => {
  const agent = withAgent();

  it('streams while the step runs', async () => {
    const listener = agent.listener();
    const run = agent.run(
      [
        script(
          `echo ear''ly; while [ ! -e "$AGENT_TEMPDIRECTORY/go" ]; do sleep 0.02; done; echo late`,
          { displayName: 'Slow' },
        ),
      ],
      { listener },
    );
    await listener.logged('early');
    expect(listener.named('Slow').lines).not.toContain('late');
    const temporary = path.join(agent.directory, 'work', '_temp', '1');
    await writeFile(path.join(temporary, 'go'), '');
    await run;
    expect(listener.named('Slow').lines).toContain('late');
  });

  it('takes long lines, bytes that are no text, and many lines', async () => {
    const { result, listener } = await agent.run([
      script(
        [
          "head -c 3000000 /dev/zero | tr '\\0' x; echo",
          'head -c 200000 /dev/urandom; echo',
          'seq 1 20000',
          "printf 'ten\\rtwenty\\r\\nlast without end'",
        ].join('\n'),
        { displayName: 'Loud' },
      ),
    ]);
    expect(result).toBe('succeeded');
    const { lines } = listener.named('Loud');
    expect(Math.max(...lines.map(line => line.length))).toBeLessThan(70_000);
    expect(lines).toEqual(
      expect.arrayContaining(['ten', 'twenty', 'last without end', '20000']),
    );
    expect(lines.some(line => line.includes('is cut'))).toBe(true);
  });
});
