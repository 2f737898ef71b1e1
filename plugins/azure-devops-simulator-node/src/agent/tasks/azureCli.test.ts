import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobServiceConnection } from '../JobRequest';
import { taskStep, withAgent } from '../testing/withAgent';

const inputs = {
  azureSubscription: 'azure',
  scriptType: 'bash',
  scriptLocation: 'inlineScript',
  inlineScript: 'az account show; echo "as $servicePrincipalId"',
  addSpnToEnvironment: 'true',
};

function connection(
  scheme: string,
  parameters: Readonly<Record<string, string>> = {},
): JobServiceConnection {
  return {
    id: 'c',
    type: 'azurerm',
    scheme,
    parameters: {
      tenantid: 'tenant',
      serviceprincipalid: 'client',
      ...parameters,
    },
    data: { subscriptionId: 'subscription' },
  };
}

describe('AzureCLI where there is no az', () => {
  const agent = withAgent({
    hostEnvironment: { PATH: '/usr/bin:/bin', HOME: '/tmp' },
  });

  it('fails and says what is missing', async () => {
    const { result, listener } = await agent.run([
      taskStep('AzureCLI@2', inputs),
    ]);
    expect(result).toBe('failed');
    expect(listener.step('step1').issues[0].message).toContain(
      'az is not on the PATH',
    );
  });
});

describe('AzureCLI', () => {
  // A stand-in for the program on the machine; it shows what it was asked.
  const tools = `${tmpdir()}/simulator-az-${process.pid}`;
  const agent = withAgent({
    hostEnvironment: { PATH: `${tools}:/usr/bin:/bin`, HOME: '/tmp' },
  });

  beforeAll(async () => {
    await mkdir(tools, { recursive: true });
    await writeFile(
      join(tools, 'az'),
      [
        '#!/bin/sh',
        'echo "az $*"',
        'case "$*" in *--password=@*) file="${*#*--password=@}"; echo "key: $(cat "${file%% *}")";; esac',
        'case "$*" in "account set --subscription gone") exit 3;; esac',
      ].join('\n'),
    );
    await chmod(join(tools, 'az'), 0o755);
  });
  afterAll(() => rm(tools, { recursive: true, force: true }));

  it('signs in with the key of a service connection, and gives the script its identity', async () => {
    const { result, listener } = await agent.run(
      [taskStep('AzureCLI@2', inputs)],
      {
        serviceConnections: {
          azure: connection('ServicePrincipal', {
            serviceprincipalkey: 'key-of-the-principal',
          }),
        },
      },
    );
    expect(result).toBe('succeeded');
    const { lines } = listener.step('step1');
    expect(lines).toEqual(
      expect.arrayContaining([
        'key: ***',
        'az account set --subscription subscription',
        'az account show',
        'as client',
      ]),
    );
  });

  it('fails when az refuses', async () => {
    const { listener } = await agent.run([taskStep('AzureCLI@2', inputs)], {
      serviceConnections: {
        azure: {
          ...connection('ManagedServiceIdentity'),
          data: { subscriptionId: 'gone' },
        },
      },
    });
    expect(listener.step('step1').issues[0].message).toBe(
      "az account for the service connection 'azure' ended with 3.",
    );
  });

  it('pretends no sign-in that cannot be', async () => {
    for (const [serviceConnections, message] of [
      [{ azure: connection('WorkloadIdentityFederation') }, 'not simulated'],
      [{ azure: connection('ServicePrincipal') }, 'does not keep the secret'],
      [{}, "no service connection 'azure'"],
    ] as const) {
      const { result, listener } = await agent.run(
        [taskStep('AzureCLI@2', inputs)],
        { serviceConnections },
      );
      expect(result).toBe('failed');
      expect(listener.step('step1').issues[0].message).toContain(message);
      expect(listener.text).not.toContain('az account show\naz');
    }
  });
});
