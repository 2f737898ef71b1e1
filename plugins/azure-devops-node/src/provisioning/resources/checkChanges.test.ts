import type { CheckKind } from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  CHECKS,
  desiredWithChecks,
  findChecks,
} from '../__testUtils__/checkedResources';
import { fieldNamesOf } from '../__testUtils__/fieldNamesOf';
import { provisionWithSecrets } from '../__testUtils__/oneEnvironment';
import { SimulatedAzureDevOps } from '../__testUtils__/SimulatedAzureDevOps';

const RESOURCES = ['environment', 'service-connection', 'variable-group'];

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

function provision(checks: object) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredWithChecks(checks),
  });
}

describe('checks that are there', () => {
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
    [
      'approval-check',
      'approvers',
      {
        approval: {
          ...CHECKS.approval,
          approvers: ['dana.scientist@contoso.example'],
        },
      },
    ],
    [
      'approval-check',
      'requester can approve',
      { approval: { ...CHECKS.approval, requester_can_approve: true } },
    ],
    [
      'approval-check',
      'timeout in minutes',
      { approval: { ...CHECKS.approval, timeout_minutes: 5 } },
    ],
  ])('are updated: %s, %s', async (kind, field, change) => {
    await provision(CHECKS);
    const before = await findChecks(azureDevOps);
    const { plan } = await provision({ ...CHECKS, ...change });
    const written = plan.changes.filter(({ action }) => action === 'update');
    expect(written.map(({ kind: of, name }) => `${of} ${name}`).sort()).toEqual(
      RESOURCES.map(resource => `${kind} ${resource}/dev`),
    );
    expect(written.map(fieldNamesOf)).toEqual([[field], [field], [field]]);
    const after = await findChecks(azureDevOps);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const { statistics } = await provision({ ...CHECKS, ...change });
    expect(statistics.writes).toBe(0);
  });
});
