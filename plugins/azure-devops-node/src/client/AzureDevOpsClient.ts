import type { ScmIntegrationRegistry } from '@backstage/integration';
import { AccessControlListsApi } from './areas/AccessControlListsApi';
import { AgentQueuesApi } from './areas/AgentQueuesApi';
import { BuildDefinitionsApi } from './areas/BuildDefinitionsApi';
import { BuildFoldersApi } from './areas/BuildFoldersApi';
import { BuildsApi } from './areas/BuildsApi';
import { ChecksApi } from './areas/ChecksApi';
import { EnvironmentsApi } from './areas/EnvironmentsApi';
import { GitApi } from './areas/GitApi';
import { GraphApi } from './areas/GraphApi';
import { IdentitiesApi } from './areas/IdentitiesApi';
import { PipelinePermissionsApi } from './areas/PipelinePermissionsApi';
import { PoliciesApi } from './areas/PoliciesApi';
import { ProjectsApi } from './areas/ProjectsApi';
import { PullRequestsApi } from './areas/PullRequestsApi';
import { SecurityRolesApi } from './areas/SecurityRolesApi';
import { ServiceEndpointsApi } from './areas/ServiceEndpointsApi';
import { VariableGroupsApi } from './areas/VariableGroupsApi';
import { authorizationFromIntegrations } from './authorization';
import { AzureDevOpsError } from './AzureDevOpsError';
import {
  AzureDevOpsTransport,
  RequestEvent,
  RequestStatistics,
} from './AzureDevOpsTransport';
import { Clock, systemClock } from './clock';
import { organizationUrl, OrganizationAddress } from './hosts';
import { WebUrls } from './webUrls';

const DEFAULT_TIMEOUT_MILLISECONDS = 60_000;

/** What a client can be given beside the organization and its credentials. @public */
export interface AzureDevOpsClientSettings {
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** Number from 0 to 1 that spreads retries. */
  readonly random?: () => number;
  /** Ends every call of the client. */
  readonly signal?: AbortSignal;
  /** Longest time that one call may take; a minute unless given. */
  readonly timeoutMilliseconds?: number;
  readonly onRequest?: (event: RequestEvent) => void;
}

/** An organization and how to sign in to it. @public */
export interface AzureDevOpsClientOptions extends AzureDevOpsClientSettings {
  /** Address of the organization, such as `https://dev.azure.com/contoso`. */
  readonly organizationUrl: string;
  /** Headers that sign a call in; asked for before each call, because tokens expire. */
  readonly authorization: () => Promise<Readonly<Record<string, string>>>;
}

/** What a git client over HTTP needs to use the same credentials. @public */
export interface GitHttpSettings {
  readonly fetch: typeof fetch;
  /** Headers that sign a request in, asked for anew every time because tokens expire. */
  readonly authorization: () => Promise<Readonly<Record<string, string>>>;
  /** Makes the error for an answer that git cannot use. */
  readonly toError: (
    response: Response,
    request: { readonly method: string; readonly url: string },
  ) => Promise<Error>;
  /** Makes the error for a request that got no answer, or only a part of one. */
  readonly toFailure: (
    cause: unknown,
    request: { readonly method: string; readonly url: string },
  ) => Error;
  readonly signal?: AbortSignal;
}

/**
 * Client of the REST API of one Azure DevOps organization.
 *
 * Every method throws {@link AzureDevOpsError} when the service refuses or
 * does not answer, and the reason of the signal when that was aborted.
 *
 * @public
 */
export class AzureDevOpsClient {
  readonly projects: ProjectsApi;
  readonly git: GitApi;
  readonly pullRequests: PullRequestsApi;
  readonly buildDefinitions: BuildDefinitionsApi;
  readonly buildFolders: BuildFoldersApi;
  readonly builds: BuildsApi;
  readonly agentQueues: AgentQueuesApi;
  readonly environments: EnvironmentsApi;
  readonly checks: ChecksApi;
  readonly serviceEndpoints: ServiceEndpointsApi;
  readonly variableGroups: VariableGroupsApi;
  readonly pipelinePermissions: PipelinePermissionsApi;
  readonly policies: PoliciesApi;
  readonly identities: IdentitiesApi;
  readonly graph: GraphApi;
  readonly securityRoles: SecurityRolesApi;
  readonly accessControlLists: AccessControlListsApi;
  readonly webUrls: WebUrls;

  private constructor(private readonly transport: AzureDevOpsTransport) {
    this.projects = new ProjectsApi(transport);
    this.git = new GitApi(transport);
    this.pullRequests = new PullRequestsApi(transport);
    this.buildDefinitions = new BuildDefinitionsApi(transport);
    this.buildFolders = new BuildFoldersApi(transport);
    this.builds = new BuildsApi(transport);
    this.agentQueues = new AgentQueuesApi(transport);
    this.environments = new EnvironmentsApi(transport);
    this.checks = new ChecksApi(transport);
    this.serviceEndpoints = new ServiceEndpointsApi(transport);
    this.variableGroups = new VariableGroupsApi(transport);
    this.pipelinePermissions = new PipelinePermissionsApi(transport);
    this.policies = new PoliciesApi(transport);
    this.identities = new IdentitiesApi(transport);
    this.graph = new GraphApi(transport);
    this.securityRoles = new SecurityRolesApi(transport);
    this.accessControlLists = new AccessControlListsApi(transport);
    this.webUrls = new WebUrls(transport.settings.organizationUrl);
  }

  /** Makes a client from values. */
  static create(options: AzureDevOpsClientOptions): AzureDevOpsClient {
    return new AzureDevOpsClient(
      new AzureDevOpsTransport({
        organizationUrl: options.organizationUrl.replace(/\/+$/, ''),
        authorization: options.authorization,
        fetch: options.fetch ?? fetch,
        clock: options.clock ?? systemClock,
        random: options.random ?? Math.random,
        timeoutMilliseconds:
          options.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS,
        signal: options.signal,
        onRequest: options.onRequest,
      }),
    );
  }

  /**
   * Makes a client for an organization of a configured host.
   *
   * @param options - `token` is the user's own, used in place of the
   *   configured credentials
   * @throws InputError when the host is not configured or the organization's
   *   name is none; the first call throws it when no credentials are configured
   */
  static fromIntegrations(
    options: AzureDevOpsClientSettings &
      OrganizationAddress & {
        readonly integrations: ScmIntegrationRegistry;
        readonly token?: string;
      },
  ): AzureDevOpsClient {
    // First, because it checks what the address is made of.
    const authorization = authorizationFromIntegrations(options);
    return AzureDevOpsClient.create({
      ...options,
      organizationUrl: organizationUrl(options),
      authorization,
    });
  }

  /** Exchanges since the client was made, by all copies of it. */
  get statistics(): RequestStatistics {
    return this.transport.statistics;
  }

  /** What git over HTTP needs to sign in as this client does. */
  get gitHttp(): GitHttpSettings {
    const { fetch: send, authorization, signal } = this.transport.settings;
    return {
      fetch: send,
      authorization,
      signal,
      toError: (response, request) =>
        AzureDevOpsError.fromResponse(response, { ...request, area: 'git' }),
      toFailure: (cause, request) =>
        AzureDevOpsError.fromFailure(
          'connection',
          { ...request, area: 'git' },
          cause,
        ),
    };
  }

  /** The same client, counting together, whose calls also end with this signal. */
  withSignal(signal: AbortSignal | undefined): AzureDevOpsClient {
    return signal === undefined
      ? this
      : new AzureDevOpsClient(this.transport.withSignal(signal));
  }
}
