import type { CheckKind } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { PROJECT } from '../__testUtils__/churnModel';
import { fieldNamesOf } from '../__testUtils__/fieldNamesOf';
import {
  desiredOf,
  provisionWithSecrets,
} from '../__testUtils__/oneEnvironment';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import { planProvisioning } from '../planProvisioning';
import { PartialProvisioningError } from '../provisioningErrors';
import { collect } from './collect';

const CHECK_KINDS: readonly CheckKind[] = [
  'approval-check',
  'branch-control-check',
  'exclusive-lock-check',
  'business-hours-check',
  'required-template-check',
];

const RESOURCES = ['environment', 'service-connection', 'variable-group'];

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

const CHECKS = {
  approval: { approvers: ['ari.approver@contoso.example'] },
  branch_control: { allowed_branches: ['main', 'releases/one'] },
  exclusive_lock: { timeout_minutes: 90 },
  business_hours: { days: ['Tuesday', 'Monday'], start: '08:00', end: '17:30' },
  required_templates: [{ repository: 'shared/templates', path: 'ml.yml' }],
};

let azureDevOps: SimulatedAzureDevOps;
let queries: string[];

beforeEach(async () => {
  queries = [];
  azureDevOps = await SimulatedAzureDevOps.start({
    onRequest: ({ path }) => {
      if (path.includes('queryconfigurations')) {
        queries.push(path);
      }
    },
  });
});
afterEach(() => azureDevOps.close());

function desiredWith(checks: object | undefined) {
  return desiredOf(
    ['environment', 'service-connection', 'variable-group', ...CHECK_KINDS],
    {
      variable_group: { name: 'dev', variables: { STAGE: 'dev' } },
      service_connection: {
        name: 'dev',
        subscription: { id: ID, name: 'Machine learning' },
        authentication: { scheme: 'managed_identity', tenant_id: ID },
      },
      ...(checks && {
        checks: {
          applies_to: ['environment', 'service_connection', 'variable_group'],
          ...checks,
        },
      }),
    },
  );
}

function provision(
  checks: object | undefined,
  options: { readonly prune?: boolean } = {},
) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredWith(checks),
    ...options,
  });
}

/** Every check on the three resources, as the service tells of it. */
async function findChecks() {
  const { client, resources } = await findResources();
  return collect(client.checks.query({ project: PROJECT, resources }));
}

async function findResources() {
  const client = azureDevOps.createClient();
  const [environment] = await collect(client.environments.list(PROJECT));
  const [group] = await collect(
    client.variableGroups.list({ project: PROJECT }),
  );
  const [connection] = await collect(client.serviceEndpoints.list(PROJECT));
  return {
    client,
    resources: [
      { type: 'environment' as const, id: String(environment.id) },
      { type: 'endpoint' as const, id: connection.id },
      { type: 'variablegroup' as const, id: String(group.id) },
    ],
  };
}

describe('checks on an environment, a service connection and a variable group', () => {
  it('are created in the words of Azure DevOps', async () => {
    await provision(CHECKS);
    const checks = await findChecks();
    for (const type of ['environment', 'endpoint', 'variablegroup']) {
      const found = checks.filter(({ resource }) => resource.type === type);
      expect(
        found
          .map(({ type: { name }, timeout, settings }) => ({
            name,
            timeout,
            settings,
          }))
          .sort((left, right) =>
            JSON.stringify(left).localeCompare(JSON.stringify(right)),
          ),
      ).toEqual([
        {
          name: 'Approval',
          timeout: 43_200,
          settings: expect.objectContaining({ minRequiredApprovers: 1 }),
        },
        { name: 'ExclusiveLock', timeout: 90, settings: {} },
        {
          name: 'ExtendsCheck',
          timeout: 43_200,
          settings: {
            extendsChecks: [
              {
                repositoryType: 'git',
                repositoryName: 'shared/templates',
                repositoryRef: 'refs/heads/main',
                templatePath: 'ml.yml',
              },
            ],
          },
        },
        {
          name: 'Task Check',
          timeout: 43_200,
          settings: {
            displayName: 'Business hours',
            definitionRef: {
              id: '445fde2f-6c39-441c-807f-8a59ff2e075f',
              name: 'evaluateBusinessHours',
              version: '0.0.1',
            },
            inputs: {
              businessDays: 'Tuesday, Monday',
              timeZone: 'UTC',
              startTime: '08:00',
              endTime: '17:30',
            },
            retryInterval: 5,
          },
        },
        {
          name: 'Task Check',
          timeout: 43_200,
          settings: {
            displayName: 'Branch control',
            definitionRef: {
              id: '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b',
              name: 'evaluatebranchProtection',
              version: '0.0.1',
            },
            inputs: {
              allowedBranches: 'refs/heads/main, refs/heads/releases/one',
              ensureProtectionOfBranch: 'false',
              allowUnknownStatusBranch: 'false',
            },
            retryInterval: 5,
          },
        },
      ]);
    }
  });

  it('are left alone by a second run, which asks for all of them at once', async () => {
    await provision(CHECKS);
    queries = [];
    const { plan, statistics } = await provision({
      ...CHECKS,
      branch_control: { allowed_branches: ['releases/one', 'main'] },
      business_hours: { ...CHECKS.business_hours, days: ['Monday', 'Tuesday'] },
    });
    expect(new Set(plan.changes.map(({ action }) => action))).toEqual(
      new Set(['unchanged']),
    );
    expect(statistics.writes).toBe(0);
    expect(queries).toHaveLength(1);
  });

  it.each<[CheckKind, string, object]>([
    [
      'branch-control-check',
      'allowed branches',
      { branch_control: { allowed_branches: ['main'] } },
    ],
    [
      'branch-control-check',
      'require protection',
      {
        branch_control: { ...CHECKS.branch_control, require_protection: true },
      },
    ],
    [
      'branch-control-check',
      'allow unknown protection',
      {
        branch_control: {
          ...CHECKS.branch_control,
          allow_unknown_protection: true,
        },
      },
    ],
    [
      'branch-control-check',
      'timeout in minutes',
      { branch_control: { ...CHECKS.branch_control, timeout_minutes: 5 } },
    ],
    [
      'exclusive-lock-check',
      'timeout in minutes',
      { exclusive_lock: { timeout_minutes: 5 } },
    ],
    [
      'business-hours-check',
      'days',
      { business_hours: { ...CHECKS.business_hours, days: ['Sunday'] } },
    ],
    [
      'business-hours-check',
      'start',
      { business_hours: { ...CHECKS.business_hours, start: '09:00' } },
    ],
    [
      'business-hours-check',
      'end',
      { business_hours: { ...CHECKS.business_hours, end: '18:00' } },
    ],
    [
      'business-hours-check',
      'time zone',
      {
        business_hours: {
          ...CHECKS.business_hours,
          time_zone: 'W. Europe Standard Time',
        },
      },
    ],
    [
      'business-hours-check',
      'timeout in minutes',
      { business_hours: { ...CHECKS.business_hours, timeout_minutes: 5 } },
    ],
    [
      'required-template-check',
      'templates',
      {
        required_templates: [
          {
            repository: 'contoso/templates',
            repository_type: 'github',
            reference: 'refs/tags/v1',
            path: 'other.yml',
          },
        ],
      },
    ],
    [
      'approval-check',
      'instructions',
      { approval: { ...CHECKS.approval, instructions: 'Look twice' } },
    ],
  ])('are updated: %s, %s', async (kind, field, change) => {
    await provision(CHECKS);
    const before = await findChecks();
    const { plan } = await provision({ ...CHECKS, ...change });
    const written = plan.changes.filter(({ action }) => action === 'update');
    expect(written.map(({ kind: of, name }) => `${of} ${name}`).sort()).toEqual(
      RESOURCES.map(resource => `${kind} ${resource}/dev`),
    );
    expect(written.map(fieldNamesOf)).toEqual([[field], [field], [field]]);
    const after = await findChecks();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const { statistics } = await provision({ ...CHECKS, ...change });
    expect(statistics.writes).toBe(0);
  });

  it('that nobody configures any more are named, and removed by prune', async () => {
    await provision(CHECKS);
    const { plan } = await provision(undefined);
    expect(plan.leftovers.map(({ kind }) => kind).sort()).toEqual(
      CHECK_KINDS.flatMap(kind => [kind, kind, kind]).sort(),
    );
    expect(await findChecks()).toHaveLength(15);
    await provision(undefined, { prune: true });
    expect(await findChecks()).toEqual([]);
  });

  it('stay when they run a task that is not ours to know', async () => {
    await provision(undefined);
    const { client, resources } = await findResources();
    await client.checks.create({
      project: PROJECT,
      resource: resources[0],
      check: {
        type: {
          id: 'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7',
          name: 'Task Check',
        },
        settings: {
          definitionRef: { id: ID, name: 'InvokeRESTAPI', version: '1.0.0' },
        },
      },
    });
    await provision(CHECKS, { prune: true });
    await provision(undefined, { prune: true });
    expect(await findChecks()).toEqual([
      expect.objectContaining({
        settings: {
          definitionRef: { id: ID, name: 'InvokeRESTAPI', version: '1.0.0' },
        },
      }),
    ]);
  });

  it('on an environment of somebody else are a conflict', async () => {
    await provision(CHECKS);
    const { client } = await findResources();
    const [environment] = await collect(client.environments.list(PROJECT));
    await client.environments.update({
      project: PROJECT,
      id: String(environment.id),
      name: 'dev',
      description: 'Hands off',
    });
    const plan = await planProvisioning({
      client: azureDevOps.createClient(),
      project: PROJECT,
      desired: desiredWith({ ...CHECKS, exclusive_lock: {} }),
    });
    expect(
      plan.changes
        .filter(({ action }) => action === 'conflict')
        .map(({ kind, name }) => `${kind} ${name}`)
        .sort(),
    ).toEqual(
      [
        'environment dev',
        ...CHECK_KINDS.map(kind => `${kind} environment/dev`),
      ].sort(),
    );
  });
});

describe('an error of the service about a check', () => {
  const SENTINEL = { status: 418, times: 1 };
  const path = /checks\/(query)?configurations/;

  it('comes out of observing', async () => {
    await provision(CHECKS);
    azureDevOps.simulator.failNext({ ...SENTINEL, path });
    await expect(provision(CHECKS)).rejects.toMatchObject({ status: 418 });
  });

  it.each([
    ['POST', 'creating', undefined, CHECKS],
    ['PATCH', 'updating', CHECKS, { ...CHECKS, exclusive_lock: {} }],
    ['DELETE', 'removing', CHECKS, undefined],
  ])('comes out of a %s: %s', async (method, _title, before, after) => {
    await provision(before);
    azureDevOps.simulator.failNext({
      ...SENTINEL,
      method,
      path: /checks\/configurations/,
    });
    const error = await failureOf(provision(after, { prune: true }));
    expect(error).toBeInstanceOf(PartialProvisioningError);
    expect(error.cause).toMatchObject({ status: 418 });
  });
});
