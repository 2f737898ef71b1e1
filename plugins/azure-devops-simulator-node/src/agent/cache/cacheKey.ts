import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { findFiles } from '../findFiles';
import { TaskFailure } from '../TaskFailure';

/** A key of a cache: what its segments stand for. */
export type CacheKey = readonly string[];

function splitSegments(key: string): readonly string[] {
  const segments: string[] = [];
  let current = '';
  let isQuoted = false;
  for (const character of key) {
    if (character === '"') {
      isQuoted = !isQuoted;
    }
    if (character === '|' && !isQuoted) {
      segments.push(current.trim());
      current = '';
    } else {
      current += character;
    }
  }
  return [...segments, current.trim()];
}

function isQuotedText(segment: string): boolean {
  return segment.length >= 2 && /^".*"$/s.test(segment);
}

/** A segment without quotes that looks like a path or a pattern stands for files. */
function namesFiles(segment: string): boolean {
  return (
    !isQuotedText(segment) && /[./\\*?]/.test(segment) && !segment.endsWith('.')
  );
}

async function hashFiles(root: string, segment: string): Promise<string> {
  const patterns = segment.split(',').map(pattern => pattern.trim());
  const files = [...(await findFiles(root, patterns))].sort();
  if (files.length === 0) {
    throw new TaskFailure(
      `The segment '${segment}' of the cache's key stands for files, and none matches in ${root}. Put it in quotes if it is a text.`,
    );
  }
  const hash = createHash('sha256');
  for (const file of files) {
    const content = createHash('sha256').update(await readFile(file));
    hash.update(`${relative(root, file)}=${content.digest('hex')}\n`);
  }
  return hash.digest('hex');
}

/**
 * Works out a key: texts stand for themselves, paths and patterns for what is in the files.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/release/caching
 *
 * @throws TaskFailure for an empty segment, and for a path without files.
 */
export async function resolveCacheKey(
  key: string,
  root: string,
): Promise<CacheKey> {
  const resolved: string[] = [];
  for (const segment of splitSegments(key)) {
    if (!segment) {
      throw new TaskFailure(`The cache's key '${key}' has an empty segment.`);
    }
    if (namesFiles(segment)) {
      resolved.push(await hashFiles(root, segment));
    } else {
      resolved.push(isQuotedText(segment) ? segment.slice(1, -1) : segment);
    }
  }
  return resolved;
}
