// @ts-check
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What would begin an item of a list or a row of a table, had it not become text of the paragraph before. */
const SWALLOWED = /^[^\S\n]*(?:\d+\.|[-*|]) .{0,60}/gm;

/**
 * What a page meant as an item of a list or a row of a table and shows as text: Python-Markdown wants a blank line
 * before an item that follows another with several paragraphs, where other readers of Markdown do not.
 *
 * @param {string} site what mkdocs has built
 * @returns {string[]}
 */
export function findSwallowedItems(site) {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('index.html'))
    .sort()
    .flatMap(file =>
      swallowedItemsOf(readFileSync(join(site, file), 'utf8')).map(
        item => `${file}: shown as text, put a blank line before it: ${item}`,
      ),
    );
}

/**
 * @param {string} html
 * @returns {string[]}
 */
export function swallowedItemsOf(html) {
  const [, article = ''] =
    /<article[^>]*>([\s\S]*)<\/article>/.exec(html) ?? [];
  const text = article.replace(/<pre[\s\S]*?<\/pre>/g, '');
  return [...text.matchAll(SWALLOWED)].map(([found]) => found.trim());
}
