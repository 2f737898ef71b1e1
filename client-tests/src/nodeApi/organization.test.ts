import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

const build = '33344d9c-fc72-4d6f-aba5-fa317101a7e9';

interface List<Entry> {
  readonly value: readonly Entry[];
}

/** The SDK has no clients for these areas, but its REST client takes any address. */
describe('azure-devops-node-api: its REST client', () => {
  const context = withAzureDevOps();

  const at = (path: string, version = '7.1-preview.1') => {
    const separator = path.includes('?') ? '&' : '?';
    return `${context.organizationUrl}/_apis/${path}${separator}api-version=${version}`;
  };
  const projectId = async () =>
    (await (await context.connect().getCoreApi()).getProject(project)).id ?? '';

  it('creates, reads, changes, lists and deletes a subscription of a service hook', async () => {
    const { rest } = context.connect();
    interface Subscription {
      readonly id: string;
      readonly eventType: string;
      readonly consumerInputs: { readonly url: string };
    }
    const body = {
      publisherId: 'tfs',
      eventType: 'git.push',
      resourceVersion: '1.0',
      consumerId: 'webHooks',
      consumerActionId: 'httpRequest',
      publisherInputs: { projectId: await projectId() },
      consumerInputs: { url: 'http://localhost:9/hook' },
    };
    const created = await rest.create<Subscription>(
      at('hooks/subscriptions', '7.1'),
      body,
    );
    const id = created.result?.id ?? '';
    const changed = await rest.replace<Subscription>(
      at(`hooks/subscriptions/${id}`, '7.1'),
      { ...body, consumerInputs: { url: 'http://localhost:9/other' } },
    );
    expect(changed.result?.consumerInputs.url).toBe('http://localhost:9/other');
    const listed = await rest.get<List<Subscription>>(
      at('hooks/subscriptions?publisherId=tfs', '7.1'),
    );
    expect(listed.result?.value.map(one => one.id)).toEqual([id]);
    const unknown = await rest.create(at('hooks/subscriptions', '7.1'), {
      ...body,
      eventType: 'tea.ready',
    });
    expect(unknown.statusCode).toBe(404);
    await expect(
      context
        .connect(readOnlyToken)
        .rest.create(at('hooks/subscriptions', '7.1'), body),
    ).rejects.toMatchObject({ statusCode: 403 });
    await rest.del(at(`hooks/subscriptions/${id}`, '7.1'));
    expect(
      (await rest.get(at(`hooks/subscriptions/${id}`, '7.1'))).statusCode,
    ).toBe(404);
  });

  it('adds, reads, changes, lists and removes the entitlement of a user', async () => {
    const { rest } = context.connect();
    interface Entitlement {
      readonly id: string;
      readonly accessLevel: { readonly accountLicenseType: string };
    }
    const version = '7.1-preview.3';
    const added = await rest.create<{
      readonly isSuccess: boolean;
      readonly userEntitlement: Entitlement;
    }>(at('userentitlements', version), {
      accessLevel: { accountLicenseType: 'stakeholder' },
      user: {
        principalName: 'kim.engineer@contoso.example',
        subjectKind: 'user',
      },
    });
    expect(added.result?.isSuccess).toBe(true);
    const id = added.result?.userEntitlement.id ?? '';
    await rest.update(
      at(`userentitlements/${id}`, version),
      [
        {
          op: 'replace',
          path: '/accessLevel',
          value: { accountLicenseType: 'express', licensingSource: 'account' },
        },
      ],
      {
        additionalHeaders: { 'content-type': 'application/json-patch+json' },
      },
    );
    const found = await rest.get<Entitlement>(
      at(`userentitlements/${id}`, version),
    );
    expect(found.result?.accessLevel.accountLicenseType).toBe('express');
    const listed = await rest.get<{
      readonly members: readonly Entitlement[];
    }>(at('userentitlements', version));
    expect(listed.result?.members.map(one => one.id)).toContain(id);
    await rest.del(at(`userentitlements/${id}`, version));
    expect(
      (await rest.get(at(`userentitlements/${id}`, version))).statusCode,
    ).toBe(404);
  });

  it('creates, reads, changes, lists and deletes a group with a member', async () => {
    const { rest } = context.connect();
    interface Subject {
      readonly descriptor: string;
      readonly displayName: string;
    }
    const created = await rest.create<Subject>(at('graph/groups'), {
      displayName: 'Approvers',
    });
    const group = created.result?.descriptor ?? '';
    const users = await rest.get<List<Subject>>(at('graph/users'));
    const [user] = users.result?.value ?? [];
    await rest.replace(at(`graph/memberships/${user.descriptor}/${group}`), {});
    const members = await rest.get<List<{ readonly memberDescriptor: string }>>(
      at(`graph/memberships/${group}?direction=down`),
    );
    expect(
      members.result?.value.map(({ memberDescriptor }) => memberDescriptor),
    ).toEqual([user.descriptor]);
    const groups = await rest.get<List<Subject>>(at('graph/groups'));
    expect(groups.result?.value.map(one => one.descriptor)).toContain(group);
    await rest.del(at(`graph/memberships/${user.descriptor}/${group}`));
    await rest.del(at(`graph/groups/${group}`));
    const left = await rest.get<List<Subject>>(at('graph/groups'));
    expect(left.result?.value.map(one => one.descriptor)).not.toContain(group);
  });

  it('gives, reads and takes back a permission', async () => {
    const connection = context.connect();
    const { rest } = connection;
    const token = await projectId();
    const data = await connection.connect();
    const descriptor = String(data.authenticatedUser?.descriptor);
    await rest.create(at(`accesscontrolentries/${build}`, '7.1'), {
      token,
      merge: true,
      accessControlEntries: [{ descriptor, allow: 1, deny: 0 }],
    });
    const lists = await rest.get<
      List<{ readonly acesDictionary: Readonly<Record<string, object>> }>
    >(at(`accesscontrollists/${build}?token=${token}`, '7.1'));
    expect(
      lists.result?.value.flatMap(one => Object.keys(one.acesDictionary)),
    ).toContain(descriptor);
    await rest.del(
      at(
        `accesscontrolentries/${build}?token=${token}&descriptors=${encodeURIComponent(
          descriptor,
        )}`,
        '7.1',
      ),
    );
    const left = await rest.get<
      List<{ readonly acesDictionary: Readonly<Record<string, object>> }>
    >(at(`accesscontrollists/${build}?token=${token}`, '7.1'));
    expect(
      left.result?.value.flatMap(one => Object.keys(one.acesDictionary)),
    ).not.toContain(descriptor);
  });
});
