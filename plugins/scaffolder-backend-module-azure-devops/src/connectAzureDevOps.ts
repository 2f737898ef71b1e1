import {
  findNameProblem,
  labelOfNamedKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { AzureDevOpsClient } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';
import type { AzureDevOpsActionsOptions } from './createAzureDevOpsActions';

/** A repository address taken apart. */
export interface RepositoryAddress {
  readonly host: string;
  readonly organization: string;
  readonly project: string;
  readonly repository: string;
}

/** A client for the organization of a repository, and the address it came from. */
export interface AzureDevOpsConnection extends RepositoryAddress {
  readonly client: AzureDevOpsClient;
  /** What the action has asked of Azure DevOps so far, and the time since it connected. */
  readonly effort: () => {
    readonly calls: number;
    readonly writes: number;
    readonly seconds: number;
  };
}

/**
 * Takes a `repoUrl` apart.
 *
 * @throws InputError when the host is none of the configured Azure integrations or a part is missing.
 */
export function parseRepositoryAddress(
  repoUrl: string,
  integrations: ScmIntegrationRegistry,
): RepositoryAddress {
  const { host, organization, project, repo } = parseRepoUrl(
    repoUrl,
    integrations,
  );
  if (integrations.byHost(host)?.type !== 'azure') {
    const known = integrations.azure.list().map(({ config }) => config.host);
    throw new InputError(
      `repoUrl: the host '${host}' is not an Azure DevOps host of this portal. ` +
        `Expected one of: ${known.join(
          ', ',
        )}. Add it under integrations.azure in app-config.yaml.`,
    );
  }
  if (!organization || !project) {
    const missing = organization ? 'project' : 'organization';
    throw new InputError(
      `repoUrl: '${repoUrl}' has no ${missing}. ` +
        `Expected ${host}?organization=<organization>&project=<project>&repo=<repository>.`,
    );
  }
  return { host, organization, project, repository: repo };
}

/**
 * Connects an action to the organization that its `repoUrl` names.
 *
 * @throws InputError as {@link parseRepositoryAddress}, for names that Azure DevOps gives to nothing, and when the portal demands the user's own token and none came.
 */
export function connectAzureDevOps(
  options: AzureDevOpsActionsOptions,
  request: {
    readonly repoUrl: string;
    readonly token?: string;
    readonly signal?: AbortSignal;
  },
): AzureDevOpsConnection {
  const { integrations, config } = options;
  const { repoUrl, token, signal } = request;
  const address = parseRepositoryAddress(repoUrl, integrations);
  requireLegalName('project', address.project);
  requireLegalName('repository', address.repository);
  if (
    !token &&
    config.getOptionalBoolean('scaffolder.requireScmUserCredentials')
  ) {
    throw new InputError(
      'token: this portal demands the token of the user who runs the template (scaffolder.requireScmUserCredentials), and none was given. ' +
        'Let the template request user credentials and pass them: token: ${{ secrets.USER_OAUTH_TOKEN }}.',
    );
  }
  const client = AzureDevOpsClient.fromIntegrations({
    integrations,
    host: address.host,
    organization: address.organization,
    token,
    signal,
  });
  const connectedAt = performance.now();
  return {
    ...address,
    client,
    effort: () => ({
      ...client.statistics,
      seconds: Math.round(performance.now() - connectedAt) / 1000,
    }),
  };
}

function requireLegalName(kind: 'project' | 'repository', name: string): void {
  const problem = findNameProblem({ kind, name });
  if (problem !== undefined) {
    throw new InputError(
      `repoUrl: the ${labelOfNamedKind(kind)} name '${name.slice(
        0,
        80,
      )}' ${problem}. Choose another one.`,
    );
  }
}
