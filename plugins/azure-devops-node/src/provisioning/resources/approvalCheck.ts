import {
  isSameName,
  type ApprovalCheckChange,
  type ConfigurationProblem,
  type DesiredApprovalCheck,
  type ObservedApprovalCheck,
  type ObservedApprover,
  type ObservedEnvironment,
  type PlannedApprovalCheck,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  ApprovalSettings,
  CheckConfiguration,
} from '../../client/areas/ChecksApi';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import { UnknownApproverError } from '../provisioningErrors';
import type { Writable } from './resource';

/**
 * Finds the people whom the configuration names.
 *
 * @throws UnknownApproverError for those who cannot be told, all at once
 */
export async function observeApprovers(
  { client, limit }: ObserveContext,
  checks: readonly DesiredApprovalCheck[],
): Promise<readonly ObservedApprover[]> {
  const names = checks
    .flatMap(({ approvers }) => approvers)
    .filter(
      (name, index, all) =>
        all.findIndex(candidate => isSameName(candidate, name)) === index,
    );
  const results = await Promise.all(
    names.map(name =>
      limit(async () => ({
        name,
        users: await client.identities.findUsers(name),
      })),
    ),
  );
  const problems = results
    .filter(({ users }) => users.length !== 1)
    .flatMap(({ name, users }) => describeUnclear(checks, name, users.length));
  if (problems.length > 0) {
    throw new UnknownApproverError(problems);
  }
  return results.flatMap(({ name, users }) =>
    users.map(user => ({
      uniqueName: name,
      id: user.id,
      displayName: user.customDisplayName ?? user.providerDisplayName ?? name,
    })),
  );
}

function describeUnclear(
  checks: readonly DesiredApprovalCheck[],
  name: string,
  matches: number,
): readonly ConfigurationProblem[] {
  return checks.flatMap(check =>
    check.approvers.flatMap((approver, index) =>
      isSameName(approver, name)
        ? [
            {
              file: check.source,
              keyPath: ['checks', 'approval', 'approvers', index],
              found: `"${name}", whom Azure DevOps ${
                matches === 0 ? 'does not know' : `knows ${matches} times`
              }`,
              expected:
                'the e-mail address or unique name of one user of the organization',
              remedy: `Correct the approver of ${check.environment}, or add the user to the organization.`,
            },
          ]
        : [],
    ),
  );
}

/** The approval checks on those desired environments that exist. */
export async function observeApprovalChecks(
  { client, project, limit }: ObserveContext,
  options: {
    readonly desired: readonly DesiredApprovalCheck[];
    readonly environments: readonly ObservedEnvironment[];
  },
): Promise<readonly ObservedApprovalCheck[]> {
  const checks = await Promise.all(
    options.environments
      .filter(({ name }) =>
        options.desired.some(({ environment }) =>
          isSameName(environment, name),
        ),
      )
      .map(environment =>
        limit(async () => {
          const check = await client.checks.findApproval({
            project,
            resource: { type: 'environment', id: environment.id },
          });
          return check === undefined
            ? []
            : [describeCheck(environment.name, check)];
        }),
      ),
  );
  return checks.flat();
}

function describeCheck(
  environment: string,
  { id, settings, timeout }: CheckConfiguration,
): ObservedApprovalCheck {
  return {
    id: String(id),
    environment,
    approvers: (settings?.approvers ?? []).map(approver => ({
      id: approver.id,
      displayName: approver.displayName ?? '',
    })),
    instructions: settings?.instructions ?? '',
    minimumApprovers: settings?.minRequiredApprovers ?? 0,
    requesterCanApprove: !(settings?.requesterCannotBeApprover ?? false),
    timeoutMinutes: timeout ?? 0,
  };
}

/** Creates or changes the approval check of an environment. */
export async function applyApprovalCheck(
  change: Writable<ApprovalCheckChange>,
  { client, project, idOf }: ApplyContext,
): Promise<ResourceOutcome> {
  const { desired } = change;
  const environmentId = idOf({
    kind: 'environment',
    name: desired.environment,
  });
  const request = {
    project: project.name,
    resource: {
      type: 'environment' as const,
      id: environmentId,
      name: desired.environment,
    },
    settings: settingsOf(desired),
    timeout: desired.timeoutMinutes,
  };
  const check =
    change.action === 'create'
      ? await client.checks.createApproval(request)
      : await client.checks.updateApproval({
          ...request,
          id: change.observed.id,
        });
  return {
    kind: 'approval-check',
    name: change.name,
    outcome: change.action === 'create' ? 'created' : 'updated',
    id: String(check.id),
    url: client.webUrls.environment({
      project: project.name,
      id: environmentId,
    }),
  };
}

function settingsOf(desired: PlannedApprovalCheck): ApprovalSettings {
  return {
    approvers: desired.approvers.map(({ id, displayName }) => ({
      id,
      displayName,
    })),
    instructions: desired.instructions.trim(),
    minRequiredApprovers: desired.minimumApprovers,
    requesterCannotBeApprover: !desired.requesterCanApprove,
  };
}
