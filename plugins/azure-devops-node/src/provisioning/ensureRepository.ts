import {
  diffRepository,
  type ChangeOf,
  type ObservedGitRepository,
  type Plan,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { systemClock } from '../client/clock';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { createApplyContext } from './provisioningContext';
import { ResourceConflictError } from './provisioningErrors';
import {
  addressesOf,
  gitRepositoryProvider,
  observeRepository,
} from './resources/gitRepository';
import { observeProject } from './resources/project';

/** Which repository there has to be. @public */
export interface EnsureRepositoryOptions {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  readonly repository: string;
  /** Use a repository whose content is not ours. */
  readonly adopt?: boolean;
  /** Reads only; says what would be done. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
}

/** The repository after, or in a dry run before, it was ensured. @public */
export interface RepositoryOutcome {
  /** In a dry run `created` means: would be. */
  readonly outcome: 'created' | 'unchanged';
  /** `undefined` when a dry run would create the repository: ids are not made up. */
  readonly id: string | undefined;
  readonly name: string;
  /** Address to clone from, without a user in it. */
  readonly remoteUrl: string;
  readonly webUrl: string;
  /** `undefined` while there is no branch. */
  readonly defaultBranch: string | undefined;
  readonly isEmpty: boolean;
  readonly change: ChangeOf<'git-repository'>;
}

/**
 * Makes sure that a Git repository is there and ours to fill.
 *
 * @throws UnknownReferenceError when the project does not exist
 * @throws ResourceConflictError when a repository of this name holds somebody's work
 * @public
 */
export async function ensureRepository(
  options: EnsureRepositoryOptions,
): Promise<RepositoryOutcome> {
  const { repository: name, adopt = false, dryRun = false } = options;
  const client = options.client.withSignal(options.signal);
  const observing = observeRepository({
    client,
    project: options.project,
    name,
  });
  // When the project is missing this fails too; the project's error says why.
  observing.catch(() => undefined);
  const project = await observeProject({ client, project: options.project });
  const observed = await observing;
  const change = diffRepository({ desired: { name }, observed, adopt });
  if (change.action === 'conflict') {
    throw new ResourceConflictError({ changes: [change] });
  }
  const page = addressesOf({
    client,
    project: project.name,
    repository: { name },
  });
  if ('observed' in change) {
    return describeObserved(change, change.observed);
  }
  const plan = {
    project,
    owner: { project: project.name, repository: name },
  };
  const created = dryRun
    ? undefined
    : await gitRepositoryProvider.apply(change, createContext(client, plan));
  return {
    outcome: 'created',
    id: created?.id,
    name,
    remoteUrl: page.remoteUrl,
    webUrl: created?.url ?? page.url,
    defaultBranch: undefined,
    isEmpty: true,
    change,
  };
}

function createContext(
  client: AzureDevOpsClient,
  plan: Pick<Plan, 'project' | 'owner'>,
) {
  const nothing = new Map<string, never>();
  return createApplyContext({
    client,
    clock: systemClock,
    plan,
    outcomes: nothing,
    knownIds: nothing,
    secrets: {},
  });
}

function describeObserved(
  change: ChangeOf<'git-repository'>,
  observed: ObservedGitRepository,
): RepositoryOutcome {
  const { id, name, remoteUrl, url, defaultBranch, content } = observed;
  return {
    outcome: 'unchanged',
    id,
    name,
    remoteUrl,
    webUrl: url,
    defaultBranch,
    isEmpty: content === 'empty',
    change,
  };
}
