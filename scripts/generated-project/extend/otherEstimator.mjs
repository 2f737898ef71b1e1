// @ts-check
import { Sources } from '../mutants/Sources.mjs';
import { changesSinceCommit } from './changes.mjs';

/** Another estimator of scikit-learn for each problem, where the project builds its own. */
const EXCHANGES =
  /** @type {Record<string, { file: string, edits: [RegExp, string][] }>} */ ({
    classification: {
      file: 'src/problem.py',
      edits: [
        [
          /from sklearn\.linear_model import LogisticRegression/,
          'from sklearn.ensemble import RandomForestClassifier',
        ],
        [
          /LogisticRegression\(\n[\s\S]*?\n {8}\),/,
          'RandomForestClassifier(random_state=options.seed),',
        ],
      ],
    },
    regression: {
      file: 'src/problem.py',
      edits: [
        [/(from sklearn\.linear_model import )Ridge/, '$1Lasso'],
        [/\bRidge\(/, 'Lasso('],
      ],
    },
    forecasting: {
      file: 'src/forecaster.py',
      edits: [
        [/(from sklearn\.linear_model import )Ridge/, '$1HuberRegressor'],
        [/\bRidge\(/, 'HuberRegressor('],
      ],
    },
  });

const STEPS = ['prepare', 'train', 'evaluate', 'gate', 'score'];

/**
 * Puts another estimator into a project, and takes it through the whole loop, the gate included.
 *
 * @param {{
 *   problemType: string,
 *   laptop: import('../laptop.mjs').Laptop,
 *   environment: string,
 * }} options
 * @returns {Promise<{ changes: import('./changes.mjs').Changes, complaints: string[] }>}
 */
export async function exchangeEstimator({ problemType, laptop, environment }) {
  const { file, edits } = EXCHANGES[problemType];
  const sources = new Sources(laptop.directory);
  for (const [old, now] of edits) {
    sources.replace(file, old, now);
  }
  const complaints = [];
  for (const step of STEPS) {
    const end = await laptop.runPython([
      ...['-m', `operation.execution.${step}`],
      ...['--env', environment, '--backend', 'local'],
    ]);
    complaints.push(...(end.isOk ? [] : end.lines));
  }
  return { changes: await changesSinceCommit(laptop), complaints };
}
