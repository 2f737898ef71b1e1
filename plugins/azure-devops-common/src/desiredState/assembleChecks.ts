import type { DesiredCheck } from '../resources/check';
import {
  type CheckedResource,
  nameProtectedResource,
} from '../resources/protectedResource';
import { resourcesOfEnvironment } from './assembleEnvironment';
import type { Checked } from './Checked';
import type { DesiredResources } from './DesiredState';
import type { EnvironmentConfiguration } from './environmentConfigurationSchema';

type Checks = NonNullable<EnvironmentConfiguration['checks']>;

/** The checks of an environment, on each resource that they apply to. */
export function assembleChecks({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): DesiredResources {
  const { checks } = configuration;
  if (checks === undefined) {
    return {};
  }
  const resources = resourcesOfEnvironment(configuration);
  return assembleChecksOn({
    file,
    checks,
    targets: checks.applies_to.flatMap(target => resources[target]),
  });
}

/** Checks on certain resources. */
export function assembleChecksOn(options: {
  readonly file: string;
  readonly checks: Omit<Checks, 'applies_to'>;
  readonly targets: readonly CheckedResource[];
}): DesiredResources {
  const { file, checks, targets } = options;
  const onEach = <Terms>(terms: Terms | undefined): (DesiredCheck & Terms)[] =>
    terms === undefined
      ? []
      : targets.map(resource => ({
          name: nameProtectedResource(resource),
          resource,
          ...terms,
        }));
  return {
    'approval-check': onEach(
      checks.approval && {
        approvers: checks.approval.approvers,
        instructions: checks.approval.instructions ?? '',
        minimumApprovers: checks.approval.minimum_approvers,
        requesterCanApprove: checks.approval.requester_can_approve,
        timeoutMinutes: checks.approval.timeout_minutes,
        source: { file, keyPath: ['checks', 'approval', 'approvers'] },
      },
    ),
    'branch-control-check': onEach(
      checks.branch_control && {
        allowedBranches: checks.branch_control.allowed_branches.map(
          branch => `refs/heads/${branch}`,
        ),
        requireProtection: checks.branch_control.require_protection,
        allowUnknownProtection: checks.branch_control.allow_unknown_protection,
        timeoutMinutes: checks.branch_control.timeout_minutes,
      },
    ),
    'exclusive-lock-check': onEach(
      checks.exclusive_lock && {
        timeoutMinutes: checks.exclusive_lock.timeout_minutes,
      },
    ),
    'business-hours-check': onEach(
      checks.business_hours && {
        days: checks.business_hours.days,
        start: checks.business_hours.start,
        end: checks.business_hours.end,
        timeZone: checks.business_hours.time_zone,
        timeoutMinutes: checks.business_hours.timeout_minutes,
      },
    ),
    'required-template-check': onEach(
      checks.required_templates && {
        templates: checks.required_templates.map(template => ({
          repository: template.repository,
          repositoryType: template.repository_type,
          reference: template.reference,
          path: template.path,
        })),
      },
    ),
  };
}
