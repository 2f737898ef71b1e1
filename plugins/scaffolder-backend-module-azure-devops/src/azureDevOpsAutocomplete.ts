import { AzureDevOpsClient } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { AutocompleteHandler } from '@backstage/plugin-scaffolder-node/alpha';
import { withBackstageErrors } from './toBackstageError';

/** More than anybody reads in a field; whoever misses something types on. */
const MOST_RESULTS = 1000;

interface Place {
  readonly client: AzureDevOpsClient;
  readonly project: () => string;
}

type Named = AsyncIterable<{ readonly name: string }>;

const LISTS: Readonly<Record<string, (place: Place) => Named>> = {
  projects: ({ client }) => client.projects.list(),
  repositories: ({ client, project }) => client.git.listRepositories(project()),
  queues: ({ client, project }) => client.agentQueues.list(project()),
  groups: listGroups,
};

/**
 * Suggests what a form field can be filled with: `organizations` from the
 * portal's configuration; `projects`, `repositories`, `queues` and `groups`
 * from Azure DevOps, as far as the user's own token sees them.
 *
 * The context names `host`, `organization` and `project`; the host must be
 * configured. Without a token nothing is asked: the portal's credentials may
 * see more than the user does.
 *
 * @throws InputError for an unknown resource, a missing part of the context,
 *   a host that is not configured, or no token
 */
export function createAzureDevOpsAutocomplete(options: {
  readonly integrations: ScmIntegrationRegistry;
}): AutocompleteHandler {
  const { integrations } = options;
  return async ({ resource, token, context }) => {
    const host = requirePart(context, 'host');
    requireConfigured(integrations, host);
    if (resource === 'organizations') {
      return { results: listOrganizations(integrations, host).map(toResult) };
    }
    if (!Object.hasOwn(LISTS, resource)) {
      throw new InputError(
        `resource: found '${resource}', expected one of organizations, ${Object.keys(
          LISTS,
        ).join(', ')}.`,
      );
    }
    if (token === '') {
      throw new InputError(
        'token: found none, expected that of the user. Let the form ask for it: requestUserCredentials.',
      );
    }
    return withBackstageErrors(async () => {
      const client = AzureDevOpsClient.fromIntegrations({
        integrations,
        host,
        organization: requirePart(context, 'organization'),
        token,
      });
      const names = await firstNames(
        LISTS[resource]({
          client,
          project: () => requirePart(context, 'project'),
        }),
      );
      return { results: names.map(toResult) };
    });
  };
}

function requireConfigured(
  integrations: ScmIntegrationRegistry,
  host: string,
): void {
  const known = integrations.azure.list().map(({ config }) => config.host);
  if (!known.includes(host)) {
    throw new InputError(
      `context.host: the host '${host}' is not an Azure DevOps host of this portal. Expected one of: ${known.join(
        ', ',
      )}.`,
    );
  }
}

function listOrganizations(
  integrations: ScmIntegrationRegistry,
  host: string,
): readonly string[] {
  const names = integrations.azure
    .list()
    .filter(({ config }) => config.host === host)
    .flatMap(({ config }) => config.credentials ?? [])
    .flatMap(({ organizations = [] }) => organizations);
  return [...new Set(names)].sort();
}

async function* listGroups({ client, project }: Place): Named {
  const name = project();
  const found = await client.projects.find(name);
  const scope =
    found === undefined
      ? undefined
      : await client.graph.findDescriptor(found.id);
  if (scope === undefined) {
    throw new InputError(
      `context.project: Azure DevOps has no project '${name}', or the user of the token may not see it.`,
    );
  }
  for await (const { displayName } of client.graph.listGroups(scope)) {
    yield { name: `[${name}]\\${displayName}` };
  }
}

async function firstNames(items: Named): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of items) {
    names.push(name);
    if (names.length === MOST_RESULTS) {
      break;
    }
  }
  return names.sort((left, right) => left.localeCompare(right));
}

function requirePart(
  context: Readonly<Record<string, string>> | undefined,
  part: 'host' | 'organization' | 'project',
): string {
  const value = context?.[part];
  if (typeof value !== 'string' || value === '') {
    throw new InputError(
      `context.${part}: found nothing, expected the ${part}. Let the field fill it from the form.`,
    );
  }
  return value;
}

function toResult(name: string) {
  return { id: name, title: name };
}
