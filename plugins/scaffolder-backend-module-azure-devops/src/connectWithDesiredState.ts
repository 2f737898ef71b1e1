import type { DesiredState } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { JsonObject } from '@backstage/types';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  type AzureDevOpsConnection,
  connectAzureDevOps,
} from './connectAzureDevOps';
import type { AzureDevOpsActionsOptions } from './createAzureDevOpsActions';
import {
  type DesiredStateInput,
  readDesiredStateOfInput,
} from './desiredStateOfInput';

interface DesiredStateContext
  extends Pick<
    ActionContext<JsonObject>,
    'signal' | 'workspacePath' | 'getInitiatorCredentials'
  > {
  readonly input: DesiredStateInput & {
    readonly repoUrl: string;
    readonly token?: string;
  };
}

/** A connection to Azure DevOps, and what the configuration says should stand there. */
export interface ConnectionWithDesiredState extends AzureDevOpsConnection {
  readonly desired: DesiredState;
}

/**
 * Connects an action to the organization of its `repoUrl` and reads the desired
 * state that it was given.
 *
 * @throws InputError as {@link connectAzureDevOps}; DesiredStateError and
 * InputError as {@link readDesiredStateOfInput}.
 */
export async function connectWithDesiredState(
  options: AzureDevOpsActionsOptions,
  context: DesiredStateContext,
): Promise<ConnectionWithDesiredState> {
  const { input, signal, workspacePath } = context;
  const { repoUrl, token } = input;
  const connection = connectAzureDevOps(options, { repoUrl, token, signal });
  const desired = await readDesiredStateOfInput({
    input,
    repository: connection.repository,
    workspacePath,
    catalog: options.catalog,
    credentials: context.getInitiatorCredentials,
  });
  return { ...connection, desired };
}
