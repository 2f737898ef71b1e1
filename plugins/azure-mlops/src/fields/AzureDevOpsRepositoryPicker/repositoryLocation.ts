/** Where a Git repository lives in Azure DevOps. A part that is `undefined` was never filled in. */
export type RepositoryLocation = {
  readonly host?: string;
  readonly organization?: string;
  readonly project?: string;
  readonly repository?: string;
};

/** A location of which every part has been decided; an empty part is one that the user emptied. */
export type CompleteLocation = Required<RepositoryLocation>;

/** The parts of a location, in the order of the form and of the URL. */
export type LocationPart = keyof RepositoryLocation;

/** Reads the scaffolder's `repoUrl` form, `host?organization=…&project=…&repo=…`. */
export function parseRepoUrl(repoUrl: string | undefined): RepositoryLocation {
  if (!repoUrl) {
    return {};
  }
  const [host, query = ''] = repoUrl.split('?', 2);
  const parameters = new URLSearchParams(query);
  return {
    host: host || undefined,
    organization: parameters.get('organization') ?? undefined,
    project: parameters.get('project') ?? undefined,
    repository: parameters.get('repo') ?? undefined,
  };
}

/** Writes the scaffolder's `repoUrl` form, which every action that takes a repository reads. */
export function buildRepoUrl(location: CompleteLocation): string {
  const parameters = new URLSearchParams({
    organization: location.organization,
    project: location.project,
    repo: location.repository,
  });
  return `${location.host}?${parameters}`;
}

/**
 * The address of the repository's page, or `undefined` while a part is missing.
 *
 * Only an Azure DevOps on this very machine is spoken to over plain http.
 */
export function repositoryPageUrl(
  location: CompleteLocation,
): string | undefined {
  const { host, organization, project, repository } = location;
  if (!host || !organization || !project || !repository) {
    return undefined;
  }
  const scheme = isLoopback(host) ? 'http' : 'https';
  const path = [organization, project, '_git', repository]
    .map(encodeURIComponent)
    .join('/');
  return `${scheme}://${host}/${path}`;
}

function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}
