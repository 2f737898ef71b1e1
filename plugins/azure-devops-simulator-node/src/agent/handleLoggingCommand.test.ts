import { script, taskStep, withAgent } from './testing/withAgent';

describe('logging commands', () => {
  const agent = withAgent();

  it('raise issues, finish a step, and tell of progress, tags, numbers and summaries', async () => {
    const { result, listener } = await agent.run([
      script(
        [
          'echo "##vso[task.logissue type=warning;sourcepath=a.py;linenumber=3;code=W1]careful"',
          'echo "##vso[task.setprogress value=40;]half way"',
          'echo "##vso[build.updatebuildnumber]2026.1"',
          'echo "##vso[build.addbuildtag]good"',
          'echo "# Summary" > summary.md; echo "##vso[task.uploadsummary]$PWD/summary.md"',
          'mkdir tool; echo "echo from the tool" > tool/my-tool; chmod +x tool/my-tool',
          'echo "##vso[task.prependpath]$PWD/tool"',
          'echo hello > made.txt; echo "##vso[artifact.upload artifactname=made]$PWD/made.txt"',
          'echo "##vso[task.complete result=SucceededWithIssues;]done"',
        ].join('\n'),
        { displayName: 'Tell' },
      ),
      script('my-tool; echo $(Build.BuildNumber)', { displayName: 'Use' }),
    ]);
    expect(result).toBe('succeededWithIssues');
    expect(listener.named('Tell')).toMatchObject({
      result: 'succeededWithIssues',
      issues: [
        {
          type: 'warning',
          message: 'careful',
          data: { sourcepath: 'a.py', linenumber: '3', code: 'W1' },
        },
      ],
    });
    expect(listener.named('Tell').lines).toContain('##[warning]careful');
    expect(listener.progress).toEqual([{ percent: 40, operation: 'half way' }]);
    expect(listener.buildNumber).toBe('2026.1');
    expect(listener.tags).toEqual(['good']);
    expect(listener.summaries).toEqual([
      { name: 'summary.md', text: '# Summary\n' },
    ]);
    expect(listener.artifactNames('1')).toEqual(['made']);
    expect(listener.named('Use').lines).toEqual(
      expect.arrayContaining(['from the tool', '2026.1']),
    );
  });

  it('say so when they are not known', async () => {
    const { listener } = await agent.run([
      script('echo "##vso[task.setendpoint id=1]x"', { displayName: 'Odd' }),
    ]);
    expect(listener.named('Odd')).toMatchObject({ result: 'succeeded' });
    expect(listener.named('Odd').issues[0].message).toContain(
      '##vso[task.setendpoint] is not simulated',
    );
  });

  it('fail the step when what they name is not there', async () => {
    const { result, listener } = await agent.run([
      script('echo "##vso[artifact.upload artifactname=x]nowhere"', {
        displayName: 'Upload',
      }),
    ]);
    expect(result).toBe('failed');
    expect(listener.named('Upload').issues[0].message).toContain('nowhere');
  });

  it('fail the step when the run refuses what they ask for', async () => {
    const listener = agent.listener();
    listener.addBuildTag = () => {
      throw new Error('The tag is not valid.');
    };
    const { result } = await agent.run(
      [script('echo "##vso[build.addbuildtag]a,b"', { displayName: 'Tag' })],
      { listener },
    );
    expect(result).toBe('failed');
    expect(listener.named('Tag').issues[0].message).toBe(
      'The tag is not valid.',
    );
  });

  it('are seen in debug runs', async () => {
    const line = 'echo "##vso[task.debug]a detail"';
    const quiet = await agent.run([script(line)]);
    const loud = await agent.run([script(line)], {
      variables: { 'system.debug': { value: 'true' } },
    });
    expect(quiet.listener.text).not.toContain('##[debug]');
    expect(loud.listener.text).toContain('##[debug]a detail');
  });

  it('let a script fail on its error stream if that is wanted', async () => {
    const { listener } = await agent.run([
      taskStep('Bash@3', {
        targetType: 'inline',
        script: 'echo trouble >&2',
        failOnStderr: 'true',
      }),
    ]);
    expect(listener.step('step1').result).toBe('failed');
    expect(listener.step('step1').issues[0].message).toContain('trouble');
  });

  it('run a file with arguments that the shell splits', async () => {
    const { listener } = await agent.run([
      script(`printf 'echo "<$1> <$2>"' > "it's.sh"`),
      taskStep('Bash@3', {
        filePath: "it's.sh",
        arguments: 'one "two words"',
      }),
      taskStep('Bash@3', { filePath: 'missing.sh' }),
    ]);
    expect(listener.step('step2').lines).toContain('<one> <two words>');
    expect(listener.step('step3').issues[0].message).toContain('missing.sh');
  });
});
