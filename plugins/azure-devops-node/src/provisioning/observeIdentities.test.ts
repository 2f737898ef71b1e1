import type {
  DesiredResources,
  ObservedIdentity,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { PROJECT, REPOSITORY } from './__testUtils__/churnModel';
import {
  desiredOnly,
  provisionResources,
} from './__testUtils__/provisionResources';
import {
  failureOf,
  SimulatedAzureDevOps,
} from './__testUtils__/SimulatedAzureDevOps';
import { createLimitFunction } from './limitFunction';
import { observeIdentities } from './observeIdentities';

const ARI = 'ari.approver@contoso.example';
const APPROVERS = 'churn-model-approvers';
const FILE = 'environment_prod/azure_devops.yml';
const PROD = { kind: 'environment' as const, name: 'prod' };

let azureDevOps: SimulatedAzureDevOps;

beforeAll(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
beforeEach(() => azureDevOps.simulator.clearFailures());
afterAll(() => azureDevOps.close());

function approvedBy(...approvers: readonly string[]): DesiredResources {
  return {
    environment: [{ name: PROD.name, description: '' }],
    'approval-check': [
      {
        name: 'environment/prod',
        resource: PROD,
        approvers,
        instructions: '',
        minimumApprovers: 1,
        requesterCanApprove: false,
        timeoutMinutes: 60,
        source: { file: FILE, keyPath: ['checks', 'approval', 'approvers'] },
      },
    ],
  };
}

function approverGroup(...members: readonly string[]): DesiredResources {
  return {
    'approver-group': [
      {
        name: APPROVERS,
        description: '',
        members,
        source: { file: FILE, keyPath: ['approver_group', 'members'] },
      },
    ],
  };
}

async function observe(resources: DesiredResources) {
  const client = azureDevOps.createClient();
  const identities = await observeIdentities({
    client,
    project: PROJECT,
    limit: createLimitFunction(),
    desired: desiredOnly(resources),
  });
  return { identities, calls: client.statistics.calls };
}

function known(reference: string, displayName: string, isGroup: boolean) {
  return {
    status: 'known',
    reference,
    displayName,
    isGroup,
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    descriptor: expect.stringMatching(isGroup ? /^vssgp\.\w/ : /^aad\.\w/),
  };
}

describe('a name of the configuration', () => {
  it.each([
    ['an e-mail address', ARI, 'Ari Approver', false],
    [
      'an e-mail address in other case',
      'Ari.Approver@Contoso.Example',
      'Ari Approver',
      false,
    ],
    [
      'a group of this project',
      'Contributors',
      '[machine-learning]\\Contributors',
      true,
    ],
    [
      'a group and its project',
      '[machine-learning]\\Readers',
      '[machine-learning]\\Readers',
      true,
    ],
  ])('can be %s', async (_title, reference, displayName, isGroup) => {
    const { identities } = await observe(approvedBy(reference));
    expect(identities).toEqual([known(reference, displayName, isGroup)]);
  });

  it('can be a group and its organization', async () => {
    const { graph } = azureDevOps.createClient();
    await graph.createGroup({
      name: 'release managers',
      description: '',
    });
    const reference = '[contoso]\\release managers';
    const { identities } = await observe(approvedBy(reference));
    expect(identities).toEqual([known(reference, reference, true)]);
    await expect(observe(approvedBy('release managers'))).rejects.toThrow(
      '"release managers", whom Azure DevOps does not know',
    );
  });

  it('is looked up once, however often and in whatever way it is written', async () => {
    const { identities, calls } = await observe({
      ...approvedBy(ARI, 'Readers'),
      ...approverGroup(ARI.toUpperCase(), '[machine-learning]\\Readers'),
    });
    expect(calls).toBe(2);
    expect(
      identities.map(identity => [identity.reference, idOf(identity)]),
    ).toHaveLength(3);
    expect(new Set(identities.map(idOf)).size).toBe(2);
  });

  it('can be a group of the same plan, and is not looked up then', async () => {
    const { identities, calls } = await observe({
      ...approvedBy(APPROVERS, `[${PROJECT}]\\${APPROVERS}`),
      ...approverGroup(),
    });
    expect(identities).toEqual([
      { status: 'planned', reference: APPROVERS, group: APPROVERS },
      {
        status: 'planned',
        reference: `[${PROJECT}]\\${APPROVERS}`,
        group: APPROVERS,
      },
    ]);
    expect(calls).toBe(0);
  });
});

function idOf(identity: ObservedIdentity): string {
  return identity.status === 'known' ? identity.id : identity.group;
}

describe('a name that stands for nobody', () => {
  const answer = (...identities: readonly object[]) =>
    azureDevOps.simulator.failNext({
      path: /_apis\/identities/,
      status: 200,
      body: JSON.stringify({
        value: identities.map((identity, index) => ({
          id: String(index),
          isActive: true,
          properties: { Account: { $value: ARI } },
          ...identity,
        })),
      }),
    });

  it('is reported with every place that has it', async () => {
    const nobody = 'nobody@contoso.example';
    const { message } = await failureOf(
      observe({ ...approvedBy(ARI, nobody), ...approverGroup(nobody) }),
    );
    expect(message).toContain(
      `${FILE} at approver_group.members[0]: found "${nobody}", whom Azure DevOps does not know, expected the e-mail address or unique name of one user of the organization, or the name of a group such as [machine-learning]\\Contributors. Correct the name, or add the user or group to the organization.`,
    );
    expect(message).toContain(`${FILE} at checks.approval.approvers[1]: found`);
    expect(message).not.toContain(ARI);
  });

  it('is reported when it is ambiguous', async () => {
    answer({}, {});
    await expect(observe(approvedBy(ARI))).rejects.toThrow(
      `"${ARI}", whom Azure DevOps knows 2 times`,
    );
  });

  it('is reported when the user is disabled', async () => {
    answer({ isActive: false });
    await expect(observe(approvedBy(ARI))).rejects.toThrow(
      `"${ARI}", who is disabled or has been removed from the organization`,
    );
  });

  it('gives way to the one of the same name who is not disabled', async () => {
    answer({ isActive: false }, {});
    const { identities } = await observe(approvedBy(ARI));
    expect(identities.map(idOf)).toEqual(['1']);
  });

  it('lets the service’s message through when it cannot be looked up', async () => {
    azureDevOps.simulator.failNext({
      path: /_apis\/identities/,
      status: 500,
      body: JSON.stringify({ message: 'The sentinel has fallen' }),
    });
    await expect(observe(approvedBy(ARI))).rejects.toThrow(
      /"The sentinel has fallen"/,
    );
  });
});

describe('a person whose descriptor the search does not tell', () => {
  it('becomes a member all the same', async () => {
    const client = azureDevOps.createClient();
    const [ari] = await client.identities.find(ARI);
    azureDevOps.simulator.failNext({
      path: /filterValue=ari/,
      status: 200,
      body: JSON.stringify({
        value: [{ ...ari, subjectDescriptor: undefined }],
      }),
    });
    await provisionResources(azureDevOps, approverGroup(ARI));
    const { statistics } = await provisionResources(
      azureDevOps,
      approverGroup(ARI),
    );
    expect(statistics.writes).toBe(0);
  });
});

describe('a group of the same plan', () => {
  const resources: DesiredResources = {
    'git-repository': [{ name: REPOSITORY }],
    ...approvedBy(APPROVERS),
    ...approverGroup(ARI),
    'branch-policy': [
      {
        name: 'main automatic-reviewers',
        repository: REPOSITORY,
        branch: 'main',
        isBlocking: true,
        settings: {
          type: 'automatic-reviewers',
          reviewers: [APPROVERS],
          paths: [],
          message: '',
          minimumApprovers: 1,
          requesterCanApprove: false,
        },
        source: { file: 'azure_devops.yml', keyPath: ['branch_policies', 0] },
      },
    ],
  };

  it('approves and reviews, and needs no write the second time', async () => {
    const { outcomes } = await provisionResources(azureDevOps, resources);
    const group = outcomes.find(({ kind }) => kind === 'approver-group');
    const client = azureDevOps.createClient();
    const [environment] = outcomes.filter(({ kind }) => kind === 'environment');
    const checks = client.checks.query({
      project: PROJECT,
      resources: [{ type: 'environment', id: environment.id }],
    });
    for await (const { settings } of checks) {
      expect(settings).toMatchObject({ approvers: [{ id: group?.id }] });
    }
    for await (const policy of client.policies.list(PROJECT)) {
      expect(policy.settings).toMatchObject({
        requiredReviewerIds: [group?.id],
      });
    }
    const again = await provisionResources(azureDevOps, resources);
    expect(again.statistics.writes).toBe(0);
    expect(again.plan.changes.map(({ action }) => action)).toEqual(
      again.plan.changes.map(() => 'unchanged'),
    );
  });
});
