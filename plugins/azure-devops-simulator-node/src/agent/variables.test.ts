import { writeFile } from 'node:fs/promises';
import { script, taskStep, withAgent } from './testing/withAgent';

describe('the variables of a job', () => {
  const agent = withAgent({
    hostEnvironment: {
      PATH: `${process.env.PATH}:/somewhere/node_modules/.bin`,
      HOME: '/home/of-the-host',
      LC_ALL: 'C',
      https_proxy: 'http://proxy.example:3128',
      PIP_INDEX_URL: 'https://packages.example/simple',
      NODE_OPTIONS: '--max-old-space-size=100',
      npm_config_cache: '/somewhere',
      JEST_WORKER_ID: '1',
    },
  });

  it('are in the environment of a step by upper-case names, but for secrets', async () => {
    const { listener } = await agent.run(
      [script('env', { displayName: 'Look' })],
      {
        variables: {
          'Build.SourceBranch': { value: 'refs/heads/main' },
          'my variable': { value: 'my value' },
          'nested.one': { value: '<$(my variable)>' },
          hidden: { value: 'open sesame', isSecret: true },
          tainted: { value: 'say $(hidden)' },
        },
      },
    );
    const { lines } = listener.named('Look');
    expect(lines).toEqual(
      expect.arrayContaining([
        'BUILD_SOURCEBRANCH=refs/heads/main',
        'MY_VARIABLE=my value',
        'NESTED_ONE=<my value>',
        'TF_BUILD=True',
        'HOME=/home/of-the-host',
        'LC_ALL=C',
        'https_proxy=http://proxy.example:3128',
        'PIP_INDEX_URL=https://packages.example/simple',
        expect.stringMatching(/^AGENT_TEMPDIRECTORY=.*\/_temp\/1$/),
        expect.stringMatching(/^PIPELINE_WORKSPACE=.*\/work\/1$/),
        expect.stringMatching(/^SYSTEM_DEFAULTWORKINGDIRECTORY=.*\/1\/s$/),
        expect.stringMatching(/^BUILD_ARTIFACTSTAGINGDIRECTORY=.*\/1\/a$/),
        expect.stringMatching(/^COMMON_TESTRESULTSDIRECTORY=.*TestResults$/),
      ]),
    );
    const names = lines.map(line => line.split('=')[0]);
    for (const name of [
      'HIDDEN',
      'TAINTED',
      'SYSTEM_ACCESSTOKEN',
      'NODE_OPTIONS',
      'npm_config_cache',
      'JEST_WORKER_ID',
    ]) {
      expect(names).not.toContain(name);
    }
    expect(lines.find(line => line.startsWith('PATH='))).not.toContain(
      '/somewhere',
    );
  });

  it('replace $(…) in scripts, names and env, and what is unknown stays', async () => {
    const { listener } = await agent.run(
      [
        script('echo "$(who) and $(echo the shell) and $MAPPED"', {
          displayName: 'Greet $(WHO)',
          environment: { MAPPED: 'mapped $(who)' },
        }),
      ],
      { variables: { who: { value: 'Ada' } } },
    );
    expect(listener.named('Greet Ada').lines).toContain(
      'Ada and the shell and mapped Ada',
    );
  });

  it('can be set for the steps that follow, as outputs and as secrets too', async () => {
    const { listener } = await agent.run([
      script(
        [
          'echo "##vso[task.setvariable variable=plain]one;two"',
          'echo "##vso[task.setvariable variable=out;isOutput=true]result"',
          'echo "##vso[task.setvariable variable=hidden;issecret=true]hush-hush"',
          'echo "##vso[task.setvariable variable=fixed;isreadonly=true]first"',
          'echo "##vso[task.setvariable variable=lines]a%0Ab%AZP25"',
          'echo now=$PLAIN',
        ].join('\n'),
        { name: 'maker', displayName: 'Make' },
      ),
      script(
        [
          'echo "plain=$PLAIN out=$MAKER_OUT macro=$(maker.out)"',
          'echo "hidden=$HIDDEN,$FROM_ENV"',
          'echo "##vso[task.setvariable variable=fixed]second"',
          'echo "$LINES_SET" | tr "\\n" "-"',
        ].join('\n'),
        {
          displayName: 'Use',
          environment: { FROM_ENV: '$(hidden)', LINES_SET: '$(lines)' },
        },
      ),
      script('echo fixed=$FIXED', {
        displayName: 'Later',
        condition: "eq(variables['maker.out'], 'result')",
      }),
    ]);
    expect(listener.named('Make')).toMatchObject({
      outputs: { out: { value: 'result', isSecret: false } },
      referenceName: 'maker',
    });
    expect(listener.named('Make').lines).toContain('now=');
    expect(listener.named('Use').lines).toEqual(
      expect.arrayContaining([
        'plain=one;two out=result macro=result',
        'hidden=,***',
      ]),
    );
    expect(listener.named('Use').lines.join('\n')).toContain('a-b%-');
    expect(listener.named('Use').issues[0].message).toContain(
      'fixed is read-only',
    );
    expect(listener.named('Later').lines).toContain('fixed=first');
  });

  it('are masked wherever they show, if they are secret', async () => {
    const key = 'BEGIN KEY\nfirst line of it\nsecond line of it\nEND KEY';
    const { listener } = await agent.run(
      [
        script(
          [
            'echo "token $TOKEN" ; echo "error $PASSWORD" >&2',
            'echo "$KEY"',
            'printf %s ":$TOKEN" | base64',
            'echo "##vso[task.logissue type=error]it was $PASSWORD"',
            'echo "##vso[task.setsecret]found at run time"',
            'echo "what was found at run time"',
          ].join('\n'),
          {
            displayName: 'Tell $(password)',
            environment: {
              TOKEN: '$(System.AccessToken)',
              PASSWORD: '$(password)',
              KEY: '$(key)',
            },
          },
        ),
      ],
      {
        variables: {
          password: { value: 'pass=word&', isSecret: true },
          key: { value: key, isSecret: true },
        },
      },
    );
    const step = listener.named('Tell ***');
    expect(step.lines).toEqual(
      expect.arrayContaining(['token ***', 'error ***', 'what was ***']),
    );
    expect(step.issues).toEqual([
      { type: 'error', message: 'it was ***', data: {} },
    ]);
    for (const secret of [
      'token-of-this-job-alone',
      Buffer.from(':token-of-this-job-alone').toString('base64'),
      'pass=word&',
      'second line of it',
    ]) {
      expect(JSON.stringify(listener.steps)).not.toContain(secret);
    }
  });
});

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
    await writeFile(`${agent.directory}/work/_temp/1/go`, '');
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
