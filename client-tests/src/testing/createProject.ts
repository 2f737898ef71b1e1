import type { WebApi } from 'azure-devops-node-api';
import { OperationStatus } from 'azure-devops-node-api/interfaces/common/OperationsInterfaces';

/** The process template "Agile", under the id that it has everywhere. */
export const agile = 'adcc42ab-9882-485e-a3ed-7678f01f66bc';

/** What a new project has. */
export const capabilities = {
  versioncontrol: { sourceControlType: 'Git' },
  processTemplate: { templateTypeId: agile },
};

/**
 * Asks for an operation until it is over. The SDK has no client for operations, but its REST
 * client takes any address.
 */
export async function untilDone(api: WebApi, id: string): Promise<string> {
  for (;;) {
    const { result } = await api.rest.get<{ readonly status: string }>(
      `${api.serverUrl}/_apis/operations/${id}?api-version=7.1`,
    );
    if (result && !['queued', 'inProgress'].includes(result.status)) {
      return result.status;
    }
  }
}

/** Creates a project and waits until it is there; gives back its id. */
export async function createProject(
  api: WebApi,
  name: string,
): Promise<string> {
  const core = await api.getCoreApi();
  const operation = await core.queueCreateProject({
    name,
    description: 'By the SDK',
    capabilities,
  });
  const status = await untilDone(api, operation.id ?? '');
  if (operation.status === OperationStatus.Failed || status !== 'succeeded') {
    throw new Error(`The creation of the project ${name} ended ${status}`);
  }
  return (await core.getProject(name)).id ?? '';
}
