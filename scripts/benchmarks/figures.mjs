// @ts-check
import { cpus, totalmem } from 'node:os';

/**
 * One measured figure. With a goal, `holds` says whether the figure reaches it.
 *
 * @typedef {object} Figure
 * @property {string} case
 * @property {string} metric
 * @property {number} value
 * @property {string} unit
 * @property {string} [goal] as a person reads it, for example `≤ 60`
 * @property {boolean} [holds]
 *
 * @typedef {object} Benchmark
 * @property {string} name
 * @property {string} description
 * @property {(context: {
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   print: (line: string) => void,
 *   all?: boolean,
 *   only?: string[],
 * }) => Promise<Figure[]>} run of the template's combinations all, or those alone
 */

/**
 * A figure that must not exceed a bound.
 *
 * @param {Omit<Figure, 'goal' | 'holds'>} figure
 * @param {number} bound
 * @returns {Figure}
 */
export function atMost(figure, bound) {
  return { ...figure, goal: `≤ ${bound}`, holds: figure.value <= bound };
}

/** The machine that the figures were measured on. */
export function describeMachine() {
  const [cpu] = cpus();
  return {
    processor: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
  };
}

/** @param {Figure[]} figures */
export function figureTable(figures) {
  const rows = [
    ['CASE', 'METRIC', 'VALUE', 'UNIT', 'GOAL', 'HOLDS'],
    ...figures.map(figure => [
      figure.case,
      figure.metric,
      String(figure.value),
      figure.unit,
      figure.goal ?? '',
      figure.holds === undefined ? '' : figure.holds ? 'yes' : 'NO',
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
