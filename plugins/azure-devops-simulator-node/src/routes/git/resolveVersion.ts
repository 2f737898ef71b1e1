import { noBranches, versionUnresolvable } from '../../errors/gitErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { enumName } from '../../server/enumName';
import { RepositoryRecord } from '../../store/records';

/** A version as asked for, and the commit that it means. */
export interface ResolvedVersion {
  readonly label: string;
  readonly commit: string;
}

const versionTypes = { 0: 'branch', 1: 'tag', 2: 'commit' };

const expressions: ReadonlyMap<string, (version: string) => string> = new Map<
  string,
  (version: string) => string
>([
  [
    'branch',
    version =>
      version.startsWith('refs/') ? version : `refs/heads/${version}`,
  ],
  [
    'tag',
    version => (version.startsWith('refs/') ? version : `refs/tags/${version}`),
  ],
  ['commit', version => version],
]);

const commitId = /^[0-9a-f]{4,64}$/i;

/**
 * The commit that a version descriptor means: the default branch if there is none.
 * Its parts may be written with or without the name of the parameter in front.
 */
export async function resolveVersion(options: {
  readonly request: ApiRequest;
  readonly repository: RepositoryRecord;
  readonly prefixes: readonly string[];
}): Promise<ResolvedVersion> {
  const { request, repository, prefixes } = options;
  const read = (name: string) =>
    prefixes
      .map(prefix => request.query(`${prefix}${name}`))
      .find(value => value !== undefined);
  const version = read('version');
  const type = (
    enumName(read('versionType'), versionTypes) ?? 'branch'
  ).toLowerCase();
  const typeName = `${type[0].toUpperCase()}${type.slice(1)}`;
  const bare = request.environment.repositories.open(repository.id);
  if (version === undefined) {
    const commit =
      repository.defaultBranch &&
      (await bare.resolveCommit(repository.defaultBranch));
    if (!commit) {
      throw noBranches(repository.name);
    }
    return {
      label: `Branch: ${repository.defaultBranch?.replace(
        /^refs\/heads\//,
        '',
      )}`,
      commit,
    };
  }
  const expression = expressions.get(type)?.(version);
  const isAllowed =
    expression !== undefined && (type !== 'commit' || commitId.test(version));
  const commit = isAllowed ? await bare.resolveCommit(expression) : undefined;
  if (!commit) {
    throw versionUnresolvable({
      type: typeName,
      version,
      repository: repository.name,
    });
  }
  return { label: `${typeName}: ${version}`, commit };
}
