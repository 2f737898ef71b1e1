import type { ObservedProject } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import type { Project } from '../../client/areas/ProjectsApi';
import { createProject, isReady } from '../createProject';
import { describeNames, firstNames } from '../describeNames';
import { UnknownReferenceError } from '../provisioningErrors';
import type { ResourceProvider } from '../ResourceProvider';

/**
 * The Azure DevOps project of this name.
 *
 * @throws UnknownReferenceError with the projects there are, when it is none
 *   of them, and when it is still being created or deleted
 * @public
 */
export async function observeProject(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
}): Promise<ObservedProject> {
  const { client, project } = options;
  const found = await client.projects.find(project);
  if (found !== undefined && isReady(found)) {
    return describeProject(client, found);
  }
  if (found !== undefined) {
    throw new UnknownReferenceError({
      field: 'project',
      message: `the project "${project}" is not ready for work: its state is "${found.state}". Run again when it is.`,
    });
  }
  const known = await firstNames(client.projects.list());
  throw new UnknownReferenceError({
    field: 'project',
    message:
      `Azure DevOps has no project "${project}", or the user of the token may not see it. ` +
      `${describeNames(
        'Projects it does see',
        known,
      )} Choose one of them, or have the project created.`,
  });
}

/** The project of this name, if it is there and ready for work. */
export async function findProject(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
}): Promise<ObservedProject | undefined> {
  const { client, project } = options;
  const found = await client.projects.find(project);
  return found !== undefined && isReady(found)
    ? describeProject(client, found)
    : undefined;
}

/** Projects, which are created and never changed. */
export const projectProvider: ResourceProvider<'project'> = {
  async observe({ client, project, limit, once }, desired) {
    if (desired.length === 0) {
      return [];
    }
    const found = await once('project', () =>
      limit(() => findProject({ client, project })),
    );
    return found === undefined ? [] : [found];
  },

  async apply({ desired }, { client, clock, signal }) {
    const { id, name } = await createProject({
      client,
      clock,
      signal,
      desired,
    });
    return { id, url: client.webUrls.project(name) };
  },

  async remove({ name }) {
    throw new Error(
      `The project "${name}" is not removed: others may work in it. Remove it in its settings.`,
    );
  },
};

function describeProject(
  client: AzureDevOpsClient,
  { id, name, description }: Project,
): ObservedProject {
  return {
    id,
    name,
    description: description ?? '',
    url: client.webUrls.project(name),
  };
}
