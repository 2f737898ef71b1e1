// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { CommandError } from '../commandLine/commandError.mjs';

const POLL_MILLISECONDS = 500;
const SHOWN_LINES = 40;

/**
 * @typedef {object} StepOutcome
 * @property {string} name
 * @property {string} result
 * @property {number} seconds
 *
 * @typedef {object} RunOutcome
 * @property {number} id
 * @property {string} number
 * @property {string} result as Azure DevOps names it: `succeeded`, `failed` …
 * @property {string} url for people
 * @property {StepOutcome[]} steps
 * @property {{ passed: number, failed: number, notExecuted: number, failedNames: string[] }} tests
 * @property {string[]} errors what the steps complained of
 * @property {string[]} failedLog the last lines of the first step that failed
 *
 * @typedef {object} TimelineRecord
 * @property {string} type
 * @property {string} name
 * @property {string} state
 * @property {string} [result]
 * @property {number} order
 * @property {string} [startTime]
 * @property {string} [finishTime]
 * @property {{ id: number }} [log]
 * @property {{ type: string, message: string }[]} [issues]
 */

/**
 * Waits for a run to end, telling of every step that has ended, and gives back what came of it.
 *
 * @param {{
 *   api: import('./AzureDevOpsApi.mjs').AzureDevOpsApi,
 *   buildId: number,
 *   maximumSeconds: number,
 *   onLine?: (line: string) => void,
 * }} options
 * @returns {Promise<RunOutcome>}
 */
export async function followRun({
  api,
  buildId,
  maximumSeconds,
  onLine = () => {},
}) {
  const deadline = Date.now() + maximumSeconds * 1000;
  /** @type {Set<string>} */
  const told = new Set();
  for (;;) {
    const build = await api.get(`build/builds/${buildId}`);
    const steps = await readSteps(api, buildId);
    for (const step of steps.filter(({ state }) => state === 'completed')) {
      if (!told.has(step.name)) {
        told.add(step.name);
        onLine(
          `  ${step.name}: ${step.result} in ${secondsOf(step).toFixed(1)} s`,
        );
      }
    }
    if (build.status === 'completed') {
      return outcomeOf({ api, build, steps });
    }
    if (Date.now() > deadline) {
      throw new CommandError(
        `The run ${build.buildNumber} is ${build.status} after ${maximumSeconds} seconds: ${build._links.web.href}`,
      );
    }
    await delay(POLL_MILLISECONDS);
  }
}

/**
 * @param {import('./AzureDevOpsApi.mjs').AzureDevOpsApi} api
 * @param {number} buildId
 * @returns {Promise<TimelineRecord[]>}
 */
async function readSteps(api, buildId) {
  const timeline = await api.get(`build/builds/${buildId}/timeline`);
  /** @type {TimelineRecord[]} */
  const records = timeline?.records ?? [];
  return records
    .filter(({ type }) => type === 'Task')
    .sort((left, right) => left.order - right.order);
}

/** @param {TimelineRecord} step */
function secondsOf({ startTime, finishTime }) {
  return startTime && finishTime
    ? (Date.parse(finishTime) - Date.parse(startTime)) / 1000
    : 0;
}

/**
 * @param {{
 *   api: import('./AzureDevOpsApi.mjs').AzureDevOpsApi,
 *   build: any,
 *   steps: TimelineRecord[],
 * }} options
 * @returns {Promise<RunOutcome>}
 */
async function outcomeOf({ api, build, steps }) {
  const failed = steps.find(({ result }) => result === 'failed');
  const log = failed?.log
    ? await api.get(`build/builds/${build.id}/logs/${failed.log.id}`)
    : { value: [] };
  return {
    id: build.id,
    number: build.buildNumber,
    result: build.result,
    url: build._links.web.href,
    steps: steps.map(step => ({
      name: step.name,
      result: step.result ?? step.state,
      seconds: secondsOf(step),
    })),
    tests: await readTests(api, build),
    errors: [
      ...(build.validationResults ?? []).map(
        (/** @type {{ message: string }} */ { message }) => message,
      ),
      ...steps
        .flatMap(({ issues }) => issues ?? [])
        .filter(({ type }) => type === 'error')
        .map(({ message }) => message),
    ],
    failedLog: log.value.slice(-SHOWN_LINES),
  };
}

/**
 * @param {import('./AzureDevOpsApi.mjs').AzureDevOpsApi} api
 * @param {{ uri: string }} build
 */
async function readTests(api, build) {
  const runs = await api.get(
    `test/runs?buildUri=${encodeURIComponent(build.uri)}`,
  );
  /** @type {{ outcome: string, testCaseTitle: string }[]} */
  const results = [];
  for (const { id } of runs.value) {
    results.push(...(await api.get(`test/Runs/${id}/results`)).value);
  }
  const count = (/** @type {string} */ wanted) =>
    results.filter(({ outcome }) => outcome === wanted).length;
  return {
    passed: count('Passed'),
    failed: count('Failed'),
    notExecuted: count('NotExecuted'),
    failedNames: results
      .filter(({ outcome }) => outcome === 'Failed')
      .map(({ testCaseTitle }) => testCaseTitle),
  };
}

/**
 * What came of a run, for people: the result, the tests, and what it failed of.
 *
 * @param {RunOutcome} outcome
 * @returns {string}
 */
export function describeRun({ number, result, url, tests, errors, failedLog }) {
  const { passed, failed, notExecuted } = tests;
  const lines = [
    `Run ${number}: ${result}. Tests: ${passed} passed, ${failed} failed, ${notExecuted} not executed.`,
    ...errors.map(error => `  error: ${error}`),
    ...(failedLog.length > 0
      ? [
          '  The last lines of the step that failed:',
          ...failedLog.map(line => `    ${line}`),
        ]
      : []),
    `  ${url}`,
  ];
  return lines.join('\n');
}
