// @ts-check
import { checkPart } from './checkPart.mjs';
import { contractPart } from './contractPart.mjs';
import { generatedProjectPart } from './generatedProjectPart.mjs';
import { jestPart } from './jestPart.mjs';
import { nodeTestPart } from './nodeTestPart.mjs';
import { playwrightPart } from './playwrightPart.mjs';

/**
 * The whole suite and what runs on demand only, in the order in which it runs: what answers soonest comes first.
 *
 * @type {import('./part.mjs').Part[]}
 */
export const parts = [
  nodeTestPart({ id: 'scripts', name: 'scripts', folder: 'scripts' }),
  checkPart({
    id: 'formatting',
    name: 'formatting',
    commands: [['prettier', '--check', '.']],
  }),
  checkPart({
    id: 'types',
    name: 'types',
    commands: [
      ['tsc', '--incremental', 'false'],
      ['tsc', '--project', 'scripts/tsconfig.json'],
    ],
  }),
  checkPart({
    id: 'lint',
    name: 'lint',
    commands: [['backstage-cli', 'repo', 'lint', '--max-warnings', '0']],
  }),
  jestPart({ id: 'unit', name: 'unit and integration tests' }),
  generatedProjectPart({
    id: 'generated-project',
    name: 'generated project',
  }),
  contractPart({ id: 'contract', name: 'published contract' }),
  nodeTestPart({
    id: 'clients',
    name: 'clients in other languages',
    folder: 'e2e-tests/clients',
    needs: ['dependencies'],
  }),
  nodeTestPart({
    id: 'portal',
    name: 'portal without a browser',
    folder: 'e2e-tests/headless',
    needs: ['dependencies', 'python', 'frontend'],
  }),
  playwrightPart({ id: 'browser', name: 'browser' }),
  jestPart({
    id: 'combinations',
    name: 'every combination of the template',
    paths: ['templates/src/renderedCombinations.test.ts'],
    environment: { AZURE_MLOPS_COMBINATIONS: 'all' },
    onDemand: true,
  }),
];
