import { Difference } from '../../../git/compareCommits';
import { items, JsonObject, truth } from '../../../server/JsonBody';

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .trim()
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*');
  return new RegExp(`^${source}$`, 's').test(path);
}

/** The file patterns of a policy; an entry may hold several between semicolons. */
export function filenamePatternsOf(settings: JsonObject): readonly string[] {
  return (items(settings, 'filenamePatterns') ?? [])
    .flatMap(entry => String(entry).split(';'))
    .map(pattern => pattern.trim())
    .filter(Boolean);
}

/** The last pattern that a path matches decides; `!` in front excludes. */
function isCovered(patterns: readonly string[], path: string): boolean {
  return patterns.reduce(
    (covered, pattern) =>
      pattern.startsWith('!')
        ? covered && !matches(pattern.slice(1), path)
        : covered || matches(pattern, path),
    false,
  );
}

/**
 * Whether a policy is about any of the changed files; one without patterns is about all.
 * Rule: https://learn.microsoft.com/azure/devops/repos/git/branch-policies (path filter)
 */
export function coversChanges(
  settings: JsonObject,
  changes: readonly Difference[],
): boolean {
  const patterns = filenamePatternsOf(settings);
  const relevant = truth(settings, 'addedFilesOnly')
    ? changes.filter(({ kind }) => kind === 'add')
    : changes;
  return (
    patterns.length === 0 ||
    relevant.some(
      ({ path, originalPath }) =>
        isCovered(patterns, `/${path}`) ||
        (originalPath !== undefined && isCovered(patterns, `/${originalPath}`)),
    )
  );
}
