// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository.mjs';

/**
 * Microsoft's published contract of Azure DevOps, and the tools that hold traffic against it. It is
 * no part of this repository: it lies beside a checkout where somebody has put it there.
 */
export const contractDirectory = join(
  repositoryRoot,
  '..',
  'shared',
  'contract',
);

export function hasContract() {
  return existsSync(join(contractDirectory, 'checker', 'package.json'));
}
