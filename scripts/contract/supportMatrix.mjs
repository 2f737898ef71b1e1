// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractDirectory } from './contractDirectory.mjs';
import { partlySupported } from './partlySupported.mjs';
import { unpublishedOperations } from './unpublishedOperations.mjs';

/**
 * @typedef {import('./prepareChecker.mjs').Checker} Checker
 * @typedef {import('./prepareChecker.mjs').PublishedOperation} PublishedOperation
 * @typedef {import('./prepareChecker.mjs').RecordedExchange} RecordedExchange
 *
 * @typedef {object} SupportRow
 * @property {string} area
 * @property {string} operation
 * @property {string} request method and path
 * @property {'yes' | 'partly' | 'no'} support
 * @property {string} evidence
 */

const MAIN_VERSION = '7.1';

const START = '<!-- support matrix: written by npm run docs -->';
const END = '<!-- end of the support matrix -->';

/** @param {{ area: string, id: string }} operation */
const keyOf = ({ area, id }) => `${area}.${id}`;

/**
 * Each published operation once: as in the main version, or in the newer one where only that has it.
 *
 * @param {Checker} checker
 * @returns {PublishedOperation[]}
 */
function publishedOperations(checker) {
  /** @type {Map<string, PublishedOperation>} */
  const operations = new Map();
  const newestLast = [...checker.index.operations].sort(
    (left, right) =>
      Number(right.version.key === MAIN_VERSION) -
      Number(left.version.key === MAIN_VERSION),
  );
  for (const operation of newestLast) {
    if (!operations.has(keyOf(operation))) {
      operations.set(keyOf(operation), operation);
    }
  }
  return [...operations.values()];
}

/**
 * The operations that Microsoft's own command line was recorded with.
 *
 * @param {Checker} checker
 * @returns {Set<string>}
 */
function recordedOperations(checker) {
  const lines = readFileSync(
    join(contractDirectory, 'recordings', 'azure-devops-cli.jsonl'),
    'utf8',
  ).split('\n');
  return new Set(
    lines
      .filter(Boolean)
      .map(line => checker.validateExchange(JSON.parse(line)).operation)
      .flatMap(operation => (operation ? [keyOf(operation)] : [])),
  );
}

/**
 * What is supported, and how it is known that it behaves like the real one. An operation counts as
 * supported when the exercise has used it with success and its traffic keeps to the specification.
 *
 * @param {{ checker: Checker, exchanges: RecordedExchange[] }} options
 * @returns {SupportRow[]}
 */
export function supportRows({ checker, exchanges }) {
  const used = new Set(
    exchanges.flatMap(({ operation, status }) =>
      operation && status < 400 ? [keyOf(operation)] : [],
    ),
  );
  const recorded = recordedOperations(checker);
  return publishedOperations(checker)
    .map(operation => {
      const key = keyOf(operation);
      const missing = partlySupported[key];
      const isUsed = used.has(key);
      /** @type {SupportRow['support']} */
      const support = isUsed ? (missing ? 'partly' : 'yes') : 'no';
      return {
        area: operation.area,
        operation:
          operation.id.replace(/_/g, ' › ') +
          (isUsed && missing ? `: ${missing}` : ''),
        request: `${operation.method} ${operation.template.replace(
          /^\/?\{organization\}/,
          '',
        )}`,
        support,
        evidence: isUsed
          ? evidenceFor({ checker, operation, isRecorded: recorded.has(key) })
          : '',
      };
    })
    .sort(
      (left, right) =>
        left.area.localeCompare(right.area) ||
        left.operation.localeCompare(right.operation),
    );
}

/**
 * @param {{ checker: Checker, operation: PublishedOperation, isRecorded: boolean }} options
 */
function evidenceFor({ checker, operation, isRecorded }) {
  const hasExample =
    checker.examples?.of(operation).some(({ doc }) => doc) ?? false;
  const found = [
    'specification',
    ...(hasExample ? ['example'] : []),
    ...(isRecorded ? ['recording'] : []),
  ];
  return found.length > 1
    ? found.join(', ')
    : 'specification; behaviour assumed';
}

/** @param {SupportRow[]} rows */
function areaTable(rows) {
  const table = rows.map(
    ({ operation, request, support, evidence }) =>
      `| ${operation} | \`${request}\` | ${support} | ${evidence} |`,
  );
  return [
    '| operation | request | supported | evidence |',
    '| --- | --- | --- | --- |',
    ...table,
  ].join('\n');
}

/**
 * The matrix as Markdown: a summary, then what is supported area by area, then what is not.
 *
 * @param {SupportRow[]} rows
 */
export function renderSupportMatrix(rows) {
  const areas = [...new Set(rows.map(({ area }) => area))];
  const summary = areas.map(area => {
    const own = rows.filter(row => row.area === area);
    const count = (/** @type {string} */ support) =>
      own.filter(row => row.support === support).length;
    return `| ${area} | ${count('yes')} | ${count('partly')} | ${count(
      'no',
    )} |`;
  });
  const sections = areas
    .map(area => ({
      area,
      served: rows.filter(row => row.area === area && row.support !== 'no'),
    }))
    .filter(({ served }) => served.length > 0)
    .map(({ area, served }) => `### ${area}\n\n${areaTable(served)}`);
  const missing = areas.map(area => {
    const names = rows
      .filter(row => row.area === area && row.support === 'no')
      .map(({ operation }) => operation);
    return names.length > 0 ? `- ${area}: ${names.join('; ')}` : '';
  });
  const unpublished = unpublishedOperations.map(
    ({ name, method, reason, evidence }) =>
      `| ${name} | ${method} | ${reason} | ${evidence} |`,
  );
  return [
    '| area | supported | partly | not |\n| --- | --- | --- | --- |\n' +
      summary.join('\n'),
    ...sections,
    '### In no specification',
    '| operation | method | who calls it | evidence |\n| --- | --- | --- | --- |\n' +
      unpublished.join('\n'),
    '### Not supported',
    'A request for one of these is answered with 501 and names itself.',
    missing.filter(Boolean).join('\n'),
  ].join('\n\n');
}

/**
 * Puts the matrix between its marks in a page.
 *
 * @param {{ page: string, matrix: string }} options
 * @returns {string}
 */
export function insertSupportMatrix({ page, matrix }) {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) {
    throw new Error(
      `The page has no place for the support matrix: expected the lines "${START}" and "${END}".`,
    );
  }
  return `${page.slice(0, start)}${START}\n\n${matrix}\n\n${page.slice(end)}`;
}
