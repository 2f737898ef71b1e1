// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { displayPath, repositoryRoot } from '../repository.mjs';
import { contractDirectory, hasContract } from './contractDirectory.mjs';
import { exerciseThroughProxy } from './exerciseThroughProxy.mjs';
import { prepareChecker } from './prepareChecker.mjs';
import { createChecker } from './recordTraffic.mjs';
import {
  insertSupportMatrix,
  renderSupportMatrix,
  supportRows,
} from './supportMatrix.mjs';

/**
 * Writes the support matrix of docs/simulator.md from what the exercise does; leaves the page as it
 * is, and says so, where the contract is missing.
 *
 * @param {import('../setup/setUp.mjs').NodeEnvironment} nodeEnvironment
 */
export async function writeSupportMatrix(nodeEnvironment) {
  if (!hasContract()) {
    console.log(
      `The support matrix of docs/simulator.md stays as it is: there is no ${displayPath(
        contractDirectory,
      )}`,
    );
    return;
  }
  const tools = await prepareChecker(nodeEnvironment);
  const checker = createChecker(tools);
  const { exchanges, mistakes, unexpected } = await exerciseThroughProxy({
    nodeEnvironment,
    tools,
    checker,
  });
  const problems = [...mistakes, ...unexpected];
  if (problems.length > 0) {
    throw new CommandError(
      `The support matrix cannot be written, because the exercise does not keep to the contract:\n${problems.join(
        '\n',
      )}`,
    );
  }
  const file = join(repositoryRoot, 'docs', 'simulator.md');
  const matrix = renderSupportMatrix(supportRows({ checker, exchanges }));
  writeFileSync(
    file,
    insertSupportMatrix({ page: readFileSync(file, 'utf8'), matrix }),
  );
  console.log(
    `docs/simulator.md: ${exchanges.length} exchanges held against the contract`,
  );
}
