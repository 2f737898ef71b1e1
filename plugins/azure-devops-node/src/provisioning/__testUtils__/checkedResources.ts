import type {
  CheckKind,
  DesiredState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { collect } from '../resources/collect';
import { PROJECT } from './churnModel';
import { desiredOf } from './oneEnvironment';
import type { SimulatedAzureDevOps } from './SimulatedAzureDevOps';

/** Every kind of check. */
export const CHECK_KINDS: readonly CheckKind[] = [
  'approval-check',
  'branch-control-check',
  'exclusive-lock-check',
  'business-hours-check',
  'required-template-check',
];

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** One check of each kind, as an environment's file has them. */
export const CHECKS = {
  approval: { approvers: ['ari.approver@contoso.example'] },
  branch_control: { allowed_branches: ['main', 'releases/one'] },
  exclusive_lock: { timeout_minutes: 90 },
  business_hours: { days: ['Tuesday', 'Monday'], start: '08:00', end: '17:30' },
  required_templates: [{ repository: 'shared/templates', path: 'ml.yml' }],
};

/** An environment, a service connection and a variable group with these checks on each. */
export function desiredWithChecks(checks: object | undefined): DesiredState {
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

/** Every check on the three resources, as the service tells of it. */
export async function findChecks(azureDevOps: SimulatedAzureDevOps) {
  const { client, resources } = await findResources(azureDevOps);
  return collect(client.checks.query({ project: PROJECT, resources }));
}

/** The three resources, as checks refer to them. */
export async function findResources(azureDevOps: SimulatedAzureDevOps) {
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
