// @ts-check
import { EXAMPLE_ANSWERS, TEMPLATE, readAnswers } from '../demo/answers.mjs';
import { runTemplate } from '../demo/runTemplate.mjs';
import { withDemoPortal } from '../demo/withDemoPortal.mjs';
import { atMost } from './figures.mjs';

/** "A minute later has a Git repository …": what the product promises to a data scientist. */
const PROMISED_SECONDS = 60;

/**
 * Where the wall time of a phase is read. Actions of ours say it themselves; the others are timed
 * by the events of the task, which come a moment late while the back end is busy.
 *
 * @type {Record<string, { outputs?: string[], steps?: string[] }>}
 */
const PHASES = {
  render: { steps: ['render', 'render-environments'] },
  plan: { outputs: ['planHttp'] },
  push: { outputs: ['repositoryHttp', 'pushHttp'] },
  provision: { outputs: ['provisionHttp'] },
  register: { steps: ['register', 'catalog'] },
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
function measure(label, { seconds, stepSeconds, outputs, http }) {
  /** @type {Record<string, any>} */
  const counted = outputs;
  const phases = Object.entries(PHASES).map(([metric, phase]) => ({
    case: label,
    metric,
    value: round(
      sum((phase.outputs ?? []).map(name => counted[name].seconds)) +
        sum((phase.steps ?? []).map(step => stepSeconds[step] ?? 0)),
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

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
