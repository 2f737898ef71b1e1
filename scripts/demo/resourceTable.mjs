// @ts-check

/**
 * What became of every resource, in columns, with a closing sentence.
 *
 * @param {import('./runTemplate.mjs').DemoResult} result
 */
export function resourceTable({ status, resources, http, seconds, error }) {
  if (status === 'failed') {
    return `\nThe task failed after ${seconds.toFixed(1)} s: ${error}`;
  }
  const rows = [
    ['KIND', 'NAME', 'OUTCOME', 'LINK'],
    ...resources.map(({ kind, name, outcome, url }) => [
      kind,
      name,
      outcome,
      url,
    ]),
  ];
  const widths = [0, 1, 2].map(column =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const table = rows
    .map(row =>
      row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
    )
    .join('\n');
  return `\n${table}\n\n${resources.length} resources in ${seconds.toFixed(
    1,
  )} s, ${http.calls} calls of Azure DevOps' REST API, ${
    http.writes
  } of them writes`;
}
