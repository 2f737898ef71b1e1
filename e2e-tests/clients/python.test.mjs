// @ts-check
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { withSimulator } from '../../scripts/contract/exerciseThroughProxy.mjs';
import { runToEnd } from '../../scripts/processes/runToEnd.mjs';
import { withScratchDirectory } from '../../scripts/processes/scratchDirectory.mjs';
import {
  logDirectory,
  repositoryRoot,
  toolsDirectory,
} from '../../scripts/repository.mjs';
import { pythonClientStep } from '../../scripts/setup/pythonClient.mjs';
import { perform, setUp } from '../../scripts/setup/setUp.mjs';

const TOKEN = 'azure-devops-simulator-development-token';

/** As run.py names them. */
const CYCLES = [
  'core',
  'git',
  'pull requests',
  'build',
  'pipelines',
  'task agent',
  'policy',
  'service endpoint',
  'graph',
  'security',
  'member entitlement',
  'service hooks',
];

/**
 * What run.py tells of a life cycle.
 *
 * @typedef {{ cycle: string, calls: number, error: string | null }} CycleResult
 */

/** @type {Map<string, CycleResult>} */
const results = new Map();

before(async () => {
  const nodeEnvironment = await setUp({
    parts: ['dependencies'],
    print: () => {},
  });
  const python = await perform(pythonClientStep, {
    repositoryRoot,
    toolsDirectory,
    stampDirectory: join(toolsDirectory, 'stamps'),
    logDirectory,
    print: () => {},
    requireNode() {
      throw new Error('The Python client needs no Node');
    },
  });
  await withSimulator({ nodeEnvironment, name: 'clients-simulator' }, url =>
    withScratchDirectory('python-client-', async scratch => {
      await runToEnd({
        command: python,
        args: [
          join(repositoryRoot, 'e2e-tests', 'clients', 'python', 'run.py'),
          `${url}/contoso`,
          TOKEN,
        ],
        cwd: repositoryRoot,
        environment: {
          ...process.env,
          AZURE_DEVOPS_CACHE_DIR: scratch,
          PYTHONDONTWRITEBYTECODE: '1',
        },
        logFile: join(logDirectory, 'clients-python.log'),
        onLine: line => {
          if (line.startsWith('{')) {
            /** @type {CycleResult} */
            const result = JSON.parse(line);
            results.set(result.cycle, result);
          }
        },
      });
    }),
  );
});

for (const cycle of CYCLES) {
  test(`the Python client goes through the life cycle of ${cycle}`, () => {
    const result = results.get(cycle);
    assert.ok(
      result,
      `run.py ended before it; the log is ${join(
        logDirectory,
        'clients-python.log',
      )}`,
    );
    assert.equal(result.error, null, result.error ?? '');
    assert.ok(result.calls >= 5, `only ${result.calls} calls were made`);
  });
}

test('every life cycle that the program has is among those that are held', () => {
  assert.deepEqual([...results.keys()], CYCLES);
});
