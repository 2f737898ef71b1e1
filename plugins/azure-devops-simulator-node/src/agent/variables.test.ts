import { script, withAgent } from './testing/withAgent';

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
