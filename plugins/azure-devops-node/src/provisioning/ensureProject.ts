import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { systemClock, type Clock } from '../client/clock';
import { createProject, findProcess } from './createProject';
import { findProject } from './resources/project';

/** Which project there has to be. @public */
export interface EnsureProjectOptions {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  /** Of a project that is created; that of an existing one stays. */
  readonly description?: string;
  /** Name of the process template of a project that is created; the organization's default unless given. */
  readonly process?: string;
  /** Reads only; says what would be done. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** The project after, or in a dry run before, it was ensured. @public */
export interface ProjectOutcome {
  /** In a dry run `created` means: would be. */
  readonly outcome: 'created' | 'unchanged';
  /** `undefined` when a dry run would create the project: ids are not made up. */
  readonly id: string | undefined;
  readonly url: string;
}

/**
 * Makes sure that a project is there and ready for work. It is created
 * private and with Git; an existing one is left as it is.
 *
 * @throws UnknownReferenceError when the name or the process cannot be
 * @throws ProjectCreationError when Azure DevOps fails, or takes over two minutes
 * @public
 */
export async function ensureProject(
  options: EnsureProjectOptions,
): Promise<ProjectOutcome> {
  const { project, process, description = '', signal } = options;
  const client = options.client.withSignal(signal);
  const found = await findProject({ client, project });
  if (found !== undefined) {
    return { outcome: 'unchanged', id: found.id, url: found.url };
  }
  const desired = { name: project, description, process };
  if (options.dryRun) {
    await findProcess({ client, desired });
    return {
      outcome: 'created',
      id: undefined,
      url: client.webUrls.project(project),
    };
  }
  const { id, name } = await createProject({
    client,
    clock: options.clock ?? systemClock,
    signal,
    desired,
  });
  return { outcome: 'created', id, url: client.webUrls.project(name) };
}
