/** What a trigger lets pass: what is included and not excluded. */
export interface TriggerFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * `*` stands for any text and `?` for one character, anywhere in the pattern.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/repos/azure-repos-git (wildcards)
 */
function expressionOf(pattern: string, end = ''): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}${end}$`, 's');
}

const shortBranch = (name: string) => name.replace(/^refs\/heads\//, '');
const shortTag = (name: string) => name.replace(/^refs\/tags\//, '');

/** An exclusion alone stands beside an inclusion of everything. */
function passes(
  filter: TriggerFilter,
  matches: (pattern: string) => boolean,
): boolean {
  const isIncluded =
    filter.include.length === 0
      ? filter.exclude.length > 0
      : filter.include.some(matches);
  return isIncluded && !filter.exclude.some(matches);
}

/** Whether a branch, or a tag that is written `refs/tags/…`, passes a filter of branches. */
export function passesBranches(
  filter: TriggerFilter,
  reference: string,
): boolean {
  return passes(filter, pattern =>
    expressionOf(shortBranch(pattern)).test(shortBranch(reference)),
  );
}

/** Whether a tag passes a filter of tags. */
export function passesTags(filter: TriggerFilter, reference: string): boolean {
  return passes(filter, pattern =>
    expressionOf(shortTag(pattern)).test(shortTag(reference)),
  );
}

/** A folder stands for everything below it, with or without `/` or `/*` at its end. */
function plainPath(pattern: string): string {
  return pattern.replace(/^\/+/, '').replace(/(^|\/)\**$/, '');
}

function depth(pattern: string): number {
  const path = plainPath(pattern);
  return path === '' ? 0 : path.split('/').length;
}

/** How deep the deepest pattern is that a file is in; undefined if it is in none. */
function deepestMatch(
  patterns: readonly string[],
  file: string,
): number | undefined {
  const depths = patterns
    .filter(pattern => {
      const path = plainPath(pattern);
      return path === '' || expressionOf(path, '(/.*)?').test(file);
    })
    .map(depth);
  return depths.length === 0 ? undefined : Math.max(...depths);
}

/**
 * Whether a changed file passes a filter of paths: what names it by the deeper
 * folder decides, and an exclusion decides among equals. Letters of another
 * case are other letters. Without an inclusion, the whole repository is included.
 */
export function passesPath(filter: TriggerFilter, file: string): boolean {
  const included =
    filter.include.length === 0 ? 0 : deepestMatch(filter.include, file);
  const excluded = deepestMatch(filter.exclude, file);
  return (
    included !== undefined && (excluded === undefined || included > excluded)
  );
}
