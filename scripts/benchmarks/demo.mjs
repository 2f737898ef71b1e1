// @ts-check
import { EXAMPLE_ANSWERS, TEMPLATE, readAnswers } from '../demo/answers.mjs';
import { runTemplate } from '../demo/runTemplate.mjs';
import { withDemoPortal } from '../demo/withDemoPortal.mjs';
import { atMost } from './figures.mjs';

/** "A minute later has a Git repository …": what the product promises to a data scientist. */
const PROMISED_SECONDS = 60;

/** Steps of the template, under the name of the figure. */
const PHASES = {
  render: ['render', 'render-environments'],
  plan: ['plan'],
  push: ['repository', 'push'],
  provision: ['provision'],
  register: ['register'],
};

/** @type {import('./figures.mjs').Benchmark} */
export const demoBenchmark = {
  name: 'demo',
  description:
    'The template as a task of the portal, twice: wall time of its phases, calls of the REST API',
  async run({ nodeEnvironment, print }) {
    return withDemoPortal(
      { nodeEnvironment },
      async ({ api, azureDevOpsHost }) => {
        const values = readAnswers({
          file: EXAMPLE_ANSWERS,
          host: azureDevOpsHost,
        });
        const figures = [];
        for (const label of ['first run', 'second run']) {
          print(`Running ${TEMPLATE}: ${label}`);
          const result = await runTemplate({ api, template: TEMPLATE, values });
          if (result.status === 'failed') {
            throw new Error(`The ${label} failed: ${result.error}`);
          }
          figures.push(...measure(label, result));
        }
        return figures;
      },
    );
  },
};

/**
 * @param {string} label
 * @param {import('../demo/runTemplate.mjs').DemoResult} result
 * @returns {import('./figures.mjs').Figure[]}
 */
function measure(label, { seconds, stepSeconds, http }) {
  const phases = Object.entries(PHASES).map(([metric, steps]) => ({
    case: label,
    metric,
    value: round(
      steps.reduce((sum, step) => sum + (stepSeconds[step] ?? 0), 0),
    ),
    unit: 's',
  }));
  const writes = {
    case: label,
    metric: 'HTTP writes',
    value: http.writes,
    unit: 'calls',
  };
  return [
    atMost(
      { case: label, metric: 'whole task', value: round(seconds), unit: 's' },
      PROMISED_SECONDS,
    ),
    ...phases,
    { case: label, metric: 'HTTP calls', value: http.calls, unit: 'calls' },
    label === 'second run' ? atMost(writes, 0) : writes,
  ];
}

/** @param {number} seconds */
function round(seconds) {
  return Math.round(seconds * 100) / 100;
}
