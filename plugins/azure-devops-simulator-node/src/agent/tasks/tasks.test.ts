import { script, taskStep, withAgent } from '../testing/withAgent';

describe('CopyFiles and PowerShell', () => {
  const agent = withAgent({
    hostEnvironment: { PATH: '/usr/bin:/bin', HOME: '/tmp' },
  });

  it('copies by patterns', async () => {
    const { listener } = await agent.run([
      script('mkdir -p a/b; touch a/x.txt a/b/y.txt a/b/z.log'),
      taskStep('CopyFiles@2', {
        SourceFolder: 'a',
        Contents: '**\n!**/*.log',
        TargetFolder: '$(Build.ArtifactStagingDirectory)',
      }),
      script('cd $(Build.ArtifactStagingDirectory); find . -type f | sort', {
        displayName: 'Look',
      }),
    ]);
    expect(
      listener.named('Look').lines.filter(line => line.startsWith('./')),
    ).toEqual(['./b/y.txt', './x.txt']);
  });

  it('says that PowerShell is not on the machine', async () => {
    const { result, listener } = await agent.run([
      taskStep('PowerShell@2', { targetType: 'inline', script: 'Get-Date' }),
    ]);
    expect(result).toBe('failed');
    expect(listener.step('step1').issues[0].message).toContain(
      'pwsh, and it is not on the PATH',
    );
  });
});
