// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractDirectory } from '../contractDirectory.mjs';
import { shapeDifferences } from '../replay/compareShapes.mjs';
import { OrganizationClient } from '../replay/OrganizationClient.mjs';
import { acceptedDifferences } from './acceptedDifferences.mjs';

/**
 * @typedef {object} Comparison
 * @property {string[]} differences
 * @property {string[]} accepted reasons of those that are meant to be
 */

/**
 * Reads what a published example reads, and compares the shapes of the answers.
 *
 * @param {{
 *   example: import('./publishedExamples.mjs').PublishedExample,
 *   made: import('./makeOneOfEach.mjs').Made,
 *   url: string,
 *   token: string,
 * }} options
 * @returns {Promise<Comparison>}
 */
export async function compareExample({ example, made, url, token }) {
  const client = new OrganizationClient({ url, token });
  const actual = await client.get(
    example.path.replace(/\{(\w+)\}/g, (_, name) => made[name]),
  );
  /** @type {Comparison} */
  const comparison = { differences: [], accepted: [] };
  for (const difference of shapeDifferences({
    recorded: publishedAnswer(example),
    actual,
  })) {
    const accepted = acceptedDifferences.find(({ matches }) =>
      matches(example, difference),
    );
    if (accepted) {
      comparison.accepted.push(accepted.reason);
    } else {
      comparison.differences.push(difference);
    }
  }
  return comparison;
}

/** @param {import('./publishedExamples.mjs').PublishedExample} example */
function publishedAnswer({ area, file }) {
  const path = join(
    contractDirectory,
    'examples',
    area,
    '7.1',
    'httpExamples',
    `${file}.json`,
  );
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const { body } = JSON.parse(text).responses['200'];
  if (body === undefined) {
    throw new Error(`${path} has no body of an answer`);
  }
  // Collections are documented as lists, too.
  return Array.isArray(body) ? { value: body } : body;
}
