import {
  encodeSegment,
  organizationUrl,
  type OrganizationAddress,
} from './hosts';

/**
 * Addresses of the pages that people open. The REST API hands out some of
 * them only, and some with ids in place of names.
 *
 * @public
 */
export class WebUrls {
  constructor(private readonly base: string) {}

  project(project: string): string {
    return `${this.base}/${encodeSegment(project)}`;
  }

  /** Page of a repository, which is also the address that git clones from. */
  repository(options: {
    readonly project: string;
    readonly repository: string;
  }): string {
    return `${this.project(options.project)}/_git/${encodeSegment(
      options.repository,
    )}`;
  }

  /** All pipelines of a folder. */
  pipelines(options: {
    readonly project: string;
    readonly folder?: string;
  }): string {
    const page = `${this.project(options.project)}/_build`;
    return options.folder === undefined
      ? page
      : `${page}?definitionScope=${encodeURIComponent(options.folder)}`;
  }

  pipeline(options: { readonly project: string; readonly id: string }): string {
    return `${this.project(options.project)}/_build?definitionId=${options.id}`;
  }

  pipelineRun(options: {
    readonly project: string;
    readonly id: string;
  }): string {
    return `${this.project(options.project)}/_build/results?buildId=${
      options.id
    }`;
  }

  environments(project: string): string {
    return `${this.project(project)}/_environments`;
  }

  environment(options: {
    readonly project: string;
    readonly id: string;
  }): string {
    return `${this.environments(options.project)}/${options.id}`;
  }

  variableGroup(options: {
    readonly project: string;
    readonly id: string;
  }): string {
    return `${this.project(
      options.project,
    )}/_library?itemType=VariableGroups&view=VariableGroupView&variableGroupId=${
      options.id
    }`;
  }

  serviceConnection(options: {
    readonly project: string;
    readonly id: string;
  }): string {
    return `${this.project(
      options.project,
    )}/_settings/adminservices?resourceId=${options.id}`;
  }

  agentQueue(options: {
    readonly project: string;
    readonly id: string;
  }): string {
    return `${this.project(options.project)}/_settings/agentqueues?queueId=${
      options.id
    }`;
  }

  /** Policies of a repository, and of one of its branches. */
  policies(options: {
    readonly project: string;
    readonly repositoryId: string;
    /** Short name. */
    readonly branch?: string;
  }): string {
    const page = `${this.project(
      options.project,
    )}/_settings/repositories?_a=policiesMid&repo=${options.repositoryId}`;
    return options.branch === undefined
      ? page
      : `${page}&refs=${encodeURIComponent(`refs/heads/${options.branch}`)}`;
  }

  /** Groups and their members. */
  permissions(project: string): string {
    return `${this.project(project)}/_settings/permissions`;
  }
}

/**
 * Pages of an organization, a project and a repository, from their names
 * alone: no client and no credentials needed.
 *
 * @public
 */
export function azureDevOpsWebUrls(
  address: OrganizationAddress & {
    readonly project: string;
    readonly repository: string;
  },
): {
  readonly organization: string;
  readonly project: string;
  readonly repository: string;
} {
  const organization = organizationUrl(address);
  const urls = new WebUrls(organization);
  return {
    organization,
    project: urls.project(address.project),
    repository: urls.repository(address),
  };
}
