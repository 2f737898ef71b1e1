import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import picomatch from 'picomatch';

/** As tasks of Azure DevOps match by default: a leading dot is nothing special, braces are text. */
const matching = { dot: true, nobrace: true };

/** Every file below a folder, also behind links; a link back to where one has been is left out. */
async function filesBelow(
  folder: string,
  visited: ReadonlySet<string> = new Set(),
): Promise<readonly string[]> {
  const place = await realpath(folder);
  if (visited.has(place)) {
    return [];
  }
  const seen = new Set([...visited, place]);
  const found: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const entry = await stat(path).catch(() => undefined);
    if (entry?.isDirectory()) {
      found.push(...(await filesBelow(path, seen)));
    } else if (entry?.isFile()) {
      found.push(path);
    }
  }
  return found;
}

async function filesOfPattern(
  root: string,
  pattern: string,
): Promise<readonly string[]> {
  const { base, glob } = picomatch.scan(pattern);
  const start = resolve(root, base);
  const found = await stat(start).catch(() => undefined);
  if (!glob) {
    return found?.isFile() ? [start] : [];
  }
  if (!found?.isDirectory()) {
    return [];
  }
  const isMatch = picomatch(glob, matching);
  return (await filesBelow(start)).filter(file =>
    isMatch(relative(start, file)),
  );
}

/** Whether a text says which files rather than which file. */
export function isPattern(text: string): boolean {
  return picomatch.scan(text).glob !== '';
}

/**
 * Files by patterns, each from a folder on; one that begins with `!` takes files out again, one
 * that begins with `#` is a comment.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/tasks/file-matching-patterns
 *
 * @returns absolute paths in a stable order.
 */
export async function findFiles(
  root: string,
  patterns: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const pattern of patterns.map(text => text.trim())) {
    if (!pattern || pattern.startsWith('#')) {
      continue;
    }
    const excludes = pattern.startsWith('!');
    for (const file of await filesOfPattern(
      root,
      excludes ? pattern.slice(1).trim() : pattern,
    )) {
      if (excludes) {
        found.delete(file);
      } else {
        found.add(file);
      }
    }
  }
  return [...found];
}
