import type { ObservedProject } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { AzureDevOpsClient } from '../../client/AzureDevOpsClient';
import { UnknownReferenceError } from '../provisioningErrors';

const MOST_NAMES_IN_A_MESSAGE = 20;

/**
 * The Azure DevOps project of this name.
 *
 * @throws UnknownReferenceError with the projects there are, when it is none of them
 * @public
 */
export async function observeProject(options: {
  readonly client: AzureDevOpsClient;
  readonly project: string;
}): Promise<ObservedProject> {
  const { client, project } = options;
  const found = await client.projects.find(project);
  if (found !== undefined) {
    return {
      id: found.id,
      name: found.name,
      description: found.description ?? '',
      url: client.webUrls.project(found.name),
    };
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

/** The first names of a list, and whether there are more. */
export async function firstNames(
  items: AsyncIterable<{ readonly name: string }>,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of items) {
    if (names.length === MOST_NAMES_IN_A_MESSAGE) {
      return [...names, '…'];
    }
    names.push(name);
  }
  return names;
}

/** A sentence that lists names. */
export function describeNames(title: string, names: readonly string[]): string {
  return `${title}: ${names.length === 0 ? 'none' : names.join(', ')}.`;
}
