import { objectUnknown, versionUnresolvable } from '../../errors/gitErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { Commit } from '../../git/BareRepository';
import { ApiRequest } from '../../server/ApiRequest';
import { RepositoryRecord } from '../../store/records';
import { normalPath } from './normalPath';

/** Which commits are wanted, as Azure DevOps' search criteria say it. */
export interface CommitCriteria {
  /** Where to start from: a commit. */
  readonly version: string;
  /** Commits that this one has, too, are left out. */
  readonly compareVersion?: string;
  readonly ids?: readonly string[];
  readonly itemPath?: string;
  readonly author?: string;
  readonly committer?: string;
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly isOldestFirst?: boolean;
  readonly top: number;
  readonly skip: number;
}

/** Git takes any text for a date and guesses; the service does not. */
function dateOf(name: string, value: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) {
    throw invalidArgument(`The value '${value}' of ${name} is no date.`);
  }
  return new Date(time).toISOString();
}

function filtersOf(criteria: CommitCriteria): readonly string[] {
  const { author, committer, fromDate, toDate, isOldestFirst } = criteria;
  return [
    '--fixed-strings',
    '--regexp-ignore-case',
    ...(author ? [`--author=${author}`] : []),
    ...(committer ? [`--committer=${committer}`] : []),
    ...(fromDate ? [`--since=${dateOf('fromDate', fromDate)}`] : []),
    ...(toDate ? [`--until=${dateOf('toDate', toDate)}`] : []),
    ...(isOldestFirst ? ['--reverse'] : []),
  ];
}

/** Finds commits of a repository. */
export async function searchCommits(
  request: ApiRequest,
  repository: RepositoryRecord,
  criteria: CommitCriteria,
): Promise<readonly Commit[]> {
  const bare = request.environment.repositories.open(repository.id);
  const { ids, version, compareVersion, top, skip } = criteria;
  if (ids) {
    const found: Commit[] = [];
    for (const id of ids) {
      const commit = /^[0-9a-f]{40}$/i.test(id)
        ? await bare.resolveCommit(id)
        : undefined;
      const read = commit && (await bare.commit(commit));
      if (!read) {
        throw objectUnknown(id, repository.name);
      }
      found.push(read);
    }
    return found;
  }
  const path = normalPath(criteria.itemPath ?? '');
  return bare.commits({
    from: compareVersion ? `${compareVersion}..${version}` : version,
    top,
    skip,
    ...(path && { path }),
    filters: filtersOf(criteria),
  });
}

/** The commit that a version descriptor in a body means. */
export async function commitOfDescriptor(
  request: ApiRequest,
  repository: RepositoryRecord,
  descriptor: { readonly version?: string; readonly versionType?: string },
): Promise<string | undefined> {
  const { version, versionType = 'branch' } = descriptor;
  const name = version ?? repository.defaultBranch;
  if (name === undefined) {
    return undefined;
  }
  const prefixes: Readonly<Record<string, string>> = {
    branch: 'refs/heads/',
    '0': 'refs/heads/',
    tag: 'refs/tags/',
    '1': 'refs/tags/',
  };
  const prefix = prefixes[versionType.toLowerCase()] ?? '';
  const bare = request.environment.repositories.open(repository.id);
  const commit = await bare.resolveCommit(
    name.startsWith('refs/') ? name : `${prefix}${name}`,
  );
  if (!commit) {
    throw versionUnresolvable({
      type: versionType,
      version: name,
      repository: repository.name,
    });
  }
  return commit;
}
