import {
  keyOfResource,
  type CheckKind,
  type ChangeOf,
  type Plan,
  type ResourceChange,
  type ResourceOutcome,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import type {
  CheckConfiguration,
  CheckedResourceReference,
} from '../client/areas/ChecksApi';
import type { PolicyConfiguration } from '../client/areas/PoliciesApi';
import { collect } from './resources/collect';
import { checkedTypeOf } from './resources/protectedResources';

interface FinishedRun {
  readonly client: AzureDevOpsClient;
  readonly project: string;
  readonly plan: Plan;
  readonly outcomes: readonly ResourceOutcome[];
  readonly signal?: AbortSignal;
}

/** One that this run has created, and the older one that it repeats. */
interface Duplicate {
  readonly id: string;
  readonly original: string;
}

/**
 * Azure DevOps takes the same check on a resource, and the same policy on a
 * branch, twice: two runs at the same moment can both create it. Each run then
 * removes what it has created beside an older one: the oldest stays, whoever
 * looks.
 *
 * @returns the outcomes, with the ids of what stays
 */
export async function removeDuplicates(
  run: FinishedRun,
): Promise<readonly ResourceOutcome[]> {
  const client = run.client.withSignal(run.signal);
  const { project } = run;
  const [checks, policies] = await Promise.all([
    findDuplicateChecks(client, run),
    findDuplicatePolicies(client, run),
  ]);
  await Promise.all([
    ...checks.map(({ id }) => client.checks.remove({ project, id })),
    ...policies.map(({ id }) => client.policies.remove({ project, id })),
  ]);
  return run.outcomes.map(outcome => {
    const duplicates = isPolicyKind(outcome.kind) ? policies : checks;
    const duplicate =
      isPolicyKind(outcome.kind) || isCheckKind(outcome.kind)
        ? duplicates.find(({ id }) => id === outcome.id)
        : undefined;
    return duplicate === undefined
      ? outcome
      : { ...outcome, id: duplicate.original };
  });
}

async function findDuplicateChecks(
  client: AzureDevOpsClient,
  run: FinishedRun,
): Promise<readonly Duplicate[]> {
  const created = createdIn(run).filter(({ change }) =>
    isCheckKind(change.kind),
  );
  if (created.length === 0) {
    return [];
  }
  const checks = await collect(
    client.checks.query({
      project: run.project,
      resources: resourcesOf(
        run,
        created.map(({ change }) => change as ChangeOf<CheckKind>),
      ),
    }),
  );
  return findDuplicates({ found: checks, created, keyOf: keyOfCheck });
}

async function findDuplicatePolicies(
  client: AzureDevOpsClient,
  run: FinishedRun,
): Promise<readonly Duplicate[]> {
  const created = createdIn(run).filter(({ change }) =>
    isPolicyKind(change.kind),
  );
  return created.length === 0
    ? []
    : findDuplicates({
        found: await collect(client.policies.list(run.project)),
        created,
        keyOf: keyOfPolicy,
      });
}

function findDuplicates<Found extends { readonly id: number }>(options: {
  readonly found: readonly Found[];
  readonly created: readonly CreatedResource[];
  readonly keyOf: (found: Found) => string;
}): readonly Duplicate[] {
  const { found, created, keyOf } = options;
  const ids = new Set(created.map(({ id }) => id));
  return found
    .filter(({ id }) => ids.has(String(id)))
    .flatMap(own => {
      const older = found
        .filter(other => other.id < own.id && keyOf(other) === keyOf(own))
        .map(({ id }) => id);
      return older.length === 0
        ? []
        : [{ id: String(own.id), original: String(Math.min(...older)) }];
    });
}

interface CreatedResource {
  readonly id: string;
  readonly change: ResourceChange;
}

/** What this run has created, in whichever of its attempts. */
function createdIn({
  plan,
  outcomes,
}: FinishedRun): readonly CreatedResource[] {
  return plan.changes.flatMap(change => {
    const outcome = findOutcome(outcomes, change);
    return outcome?.outcome === 'created' ? [{ id: outcome.id, change }] : [];
  });
}

function findOutcome(
  outcomes: readonly ResourceOutcome[],
  resource: Parameters<typeof keyOfResource>[0],
): ResourceOutcome | undefined {
  const key = keyOfResource(resource);
  return outcomes.find(candidate => keyOfResource(candidate) === key);
}

function isCheckKind(kind: ResourceChange['kind']): boolean {
  return kind.endsWith('-check');
}

function isPolicyKind(kind: ResourceChange['kind']): boolean {
  return kind === 'branch-policy' || kind === 'repository-policy';
}

/** The resources that the created checks are on. */
function resourcesOf(
  { outcomes }: FinishedRun,
  changes: readonly ChangeOf<CheckKind>[],
): readonly CheckedResourceReference[] {
  const references = new Map<string, CheckedResourceReference>();
  for (const change of changes) {
    const resource = 'desired' in change ? change.desired?.resource : undefined;
    const id = resource && findOutcome(outcomes, resource)?.id;
    if (resource !== undefined && id !== undefined) {
      const type = checkedTypeOf(resource.kind);
      references.set(keyOfResource(resource), { type, id });
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

/** Two runs with one configuration write the very same settings. */
function keyOfPolicy({
  type,
  settings,
  isDeleted = false,
}: PolicyConfiguration): string {
  return JSON.stringify([type.id.toLowerCase(), settings, isDeleted]);
}
