import {
  keyOfResource,
  type CheckKind,
  type ChangeOf,
  type Plan,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import type {
  CheckConfiguration,
  CheckedResourceReference,
} from '../client/areas/ChecksApi';
import { collect } from './resources/collect';
import { checkedTypeOf } from './resources/protectedResources';

interface FinishedRun {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly plan: Plan;
  readonly outcomes: readonly ResourceOutcome[];
  readonly signal?: AbortSignal;
}

/**
 * Azure DevOps takes the same check on a resource twice, so two runs at the
 * same moment can both create it. Each run then removes what it has created
 * beside an older one: the oldest stays, whoever looks.
 */
export async function removeDuplicates(run: FinishedRun): Promise<void> {
  const client = run.client.withSignal(run.signal);
  const { project } = run;
  const created = createdChecks(run);
  if (created.length === 0) {
    return;
  }
  const checks = await collect(
    client.checks.query({ project, resources: resourcesOf(run, created) }),
  );
  const ids = new Set(created.map(({ id }) => id));
  const duplicates = checks.filter(
    check =>
      ids.has(String(check.id)) &&
      checks.some(
        other => other.id < check.id && keyOfCheck(other) === keyOfCheck(check),
      ),
  );
  await Promise.all(
    duplicates.map(({ id }) =>
      client.checks.remove({ project, id: String(id) }),
    ),
  );
}

interface CreatedCheck {
  readonly id: string;
  readonly change: ChangeOf<CheckKind>;
}

function createdChecks({
  plan,
  outcomes,
}: FinishedRun): readonly CreatedCheck[] {
  return plan.changes.flatMap(change => {
    if (!isCheckChange(change) || change.action !== 'create') {
      return [];
    }
    const key = keyOfResource(change);
    const outcome = outcomes.find(
      candidate => keyOfResource(candidate) === key,
    );
    return outcome === undefined ? [] : [{ id: outcome.id, change }];
  });
}

function isCheckChange(
  change: Plan['changes'][number],
): change is ChangeOf<CheckKind> {
  return change.kind.endsWith('-check');
}

function resourcesOf(
  { outcomes }: FinishedRun,
  created: readonly CreatedCheck[],
): readonly CheckedResourceReference[] {
  const references = new Map<string, CheckedResourceReference>();
  for (const { change } of created) {
    if (change.action === 'create') {
      const { resource } = change.desired;
      const key = keyOfResource(resource);
      const outcome = outcomes.find(
        candidate => keyOfResource(candidate) === key,
      );
      if (outcome !== undefined) {
        const type = checkedTypeOf(resource.kind);
        references.set(key, { type, id: outcome.id });
      }
    }
  }
  return [...references.values()];
}

/** What two checks share that are the same one twice. */
function keyOfCheck({ type, resource, settings }: CheckConfiguration): string {
  const definition: unknown = settings?.definitionRef;
  return JSON.stringify([
    type.id.toLowerCase(),
    resource.type.toLowerCase(),
    resource.id,
    definition ?? null,
  ]);
}
