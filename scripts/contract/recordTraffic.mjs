// @ts-check
import { join } from 'node:path';
import { contractDirectory } from './contractDirectory.mjs';
import { unpublishedOperations } from './unpublishedOperations.mjs';

/** @typedef {import('./prepareChecker.mjs').RecordedExchange} RecordedExchange */

/**
 * @param {import('./prepareChecker.mjs').CheckerTools} tools
 * @returns {import('./prepareChecker.mjs').Checker}
 */
export function createChecker({ Checker }) {
  return new Checker({
    specsDir: join(contractDirectory, 'specs'),
    examplesDir: join(contractDirectory, 'examples'),
    undocumented: unpublishedOperations,
  });
}

/**
 * Puts the checker's proxy in front of an Azure DevOps while the work goes on, and gives back every
 * exchange that went through it.
 *
 * @param {{
 *   tools: import('./prepareChecker.mjs').CheckerTools,
 *   checker: import('./prepareChecker.mjs').Checker,
 *   upstream: string,
 * }} options
 * @param {(url: string) => Promise<void>} work
 * @returns {Promise<RecordedExchange[]>}
 */
export async function recordTraffic({ tools, checker, upstream }, work) {
  /** @type {RecordedExchange[]} */
  const exchanges = [];
  const proxy = await tools.startProxy({
    listen: 0,
    upstream,
    checker,
    quiet: true,
    onRecord: (/** @type {RecordedExchange} */ exchange) =>
      exchanges.push(exchange),
  });
  try {
    await work(`http://localhost:${proxy.port}`);
  } finally {
    await proxy.close();
  }
  return exchanges;
}

/**
 * What was wrong with the exchanges, a line for each kind of mistake: errors against the contract,
 * requests that no published operation fits, and connections that broke.
 *
 * @param {RecordedExchange[]} exchanges
 * @returns {string[]}
 */
export function mistakesIn(exchanges) {
  /** @type {Map<string, { count: number, first: string }>} */
  const mistakes = new Map();
  for (const { method, url, status, issues, operation, failure } of exchanges) {
    const found = issues
      .filter(({ severity }) => severity === 'error')
      .map(({ side, code, message }) => `${side} ${code}: ${message}`);
    for (const text of failure ? [...found, failure] : found) {
      const key = `${operation?.id ?? ''} ${text}`.trim();
      const known = mistakes.get(key);
      mistakes.set(key, {
        count: (known?.count ?? 0) + 1,
        first: known?.first ?? `${method} ${url} -> ${status}`,
      });
    }
  }
  return [...mistakes].map(
    ([text, { count, first }]) => `${count} × ${text} (first: ${first})`,
  );
}
