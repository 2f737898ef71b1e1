import { InputError } from '@backstage/errors';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import { untilFound } from './untilFound';

/** Id of the project, looked up once for all kinds whose addresses hold it. */
export function findProjectId(
  context: Pick<ObserveContext, 'client' | 'project' | 'limit' | 'once'>,
): Promise<string> {
  const { client, project, limit, once } = context;
  return once('project id', async () => {
    const found = await limit(() => client.projects.find(project));
    if (found === undefined) {
      throw new InputError(
        `project: Azure DevOps has no project "${project}", or the user of the token may not see it. Choose a project that it sees.`,
      );
    }
    return found.id;
  });
}

/** The scope of the project's groups; `undefined` where there is no graph. */
export async function findProjectScope(
  context: Pick<ObserveContext, 'client' | 'project' | 'limit' | 'once'>,
): Promise<string | undefined> {
  const id = await findProjectId(context);
  return context.limit(() => context.client.graph.findDescriptor(id));
}

/** The scope of the groups of a project that may have been made a moment ago. */
export async function requireProjectScope(
  context: Pick<
    ApplyContext,
    'client' | 'clock' | 'signal' | 'project' | 'projectId' | 'once'
  >,
): Promise<string> {
  const { client, projectId, once } = context;
  return once('project scope', async () => {
    const scope = await untilFound(context, () =>
      client.graph.findDescriptor(projectId()),
    );
    if (scope === undefined) {
      throw withoutGraph(context);
    }
    return scope;
  });
}

/** The error for an Azure DevOps that cannot make groups over its REST API. */
export function withoutGraph({
  client,
  project,
}: Pick<ObserveContext, 'client' | 'project'>): Error {
  return new InputError(
    'approver_group: this Azure DevOps answers 404 to the REST API of groups (_apis/graph), which Azure DevOps Services has and Azure DevOps Server has not. ' +
      `Remove approver_group from the configuration, make the group by hand on ${client.webUrls.permissions(
        project,
      )}, and name it under checks.approval.approvers.`,
  );
}
