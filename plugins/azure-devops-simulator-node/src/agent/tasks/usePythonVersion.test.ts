import { script, taskStep, withAgent } from '../testing/withAgent';

describe('UsePythonVersion', () => {
  const agent = withAgent();

  it('puts a Python of the version on the PATH, in which packages can be installed', async () => {
    const { result, listener } = await agent.run([
      taskStep('UsePythonVersion@0', { versionSpec: '3.x' }),
      script(
        [
          'python -c "import sys; print(\'prefix\', sys.prefix)"',
          'python -m pip --version',
          'test "$(command -v python)" = "$PYTHONLOCATION/bin/python" && echo same',
        ].join('\n'),
        { displayName: 'Use' },
      ),
    ]);
    expect(listener.step('step1').issues).toEqual([]);
    expect(result).toBe('succeeded');
    expect(listener.named('Use').lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^prefix .*\/_temp\/1\/Python\/3\./),
        expect.stringMatching(/^pip .*_temp\/1\/Python/),
        'same',
      ]),
    );
    expect(listener.step('step1').lines.join('\n')).toContain(
      'Creating a virtual environment',
    );
  });

  it('warns and takes the nearest Python of this machine when it has none of the version', async () => {
    const { result, listener } = await agent.run([
      taskStep('UsePythonVersion@0', { versionSpec: '3.99' }),
      script('python --version', { displayName: 'Use' }),
    ]);
    expect(result).toBe('succeeded');
    const [issue] = listener.step('step1').issues;
    expect(issue.type).toBe('warning');
    const [, version] =
      /^Python 3\.99 is not on this machine, so Python (3\.\d+\.\d+) \(.+\) is used in its place/.exec(
        issue.message,
      ) ?? [];
    expect(listener.named('Use').lines).toContain(`Python ${version}`);
  });

  it('fails when not even the major version is there', async () => {
    const { listener } = await agent.run([
      taskStep('UsePythonVersion@0', { versionSpec: '4.x' }),
    ]);
    expect(listener.step('step1').issues[0].message).toContain(
      'Version spec 4.x',
    );
  });
});

describe('UsePythonVersion of an agent that takes no other version', () => {
  const agent = withAgent({ otherPython: 'refused' });

  it('fails with what there is when no version matches, or the range cannot be read', async () => {
    const { listener } = await agent.run([
      taskStep('UsePythonVersion@0', { versionSpec: '3.99' }),
      taskStep(
        'UsePythonVersion@0',
        { versionSpec: 'latest' },
        { condition: 'always()' },
      ),
    ]);
    expect(listener.step('step1').issues[0].message).toMatch(
      /Version spec 3\.99 .* did not match any version in Agent\.ToolsDirectory\. On this machine are: .*3\.\d+\.\d+ \(/,
    );
    expect(listener.step('step2').issues[0].message).toContain("'latest'");
  });
});
