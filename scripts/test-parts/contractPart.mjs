// @ts-check
import {
  hasContract,
  contractDirectory,
} from '../contract/contractDirectory.mjs';
import { displayPath } from '../repository.mjs';
import { nodeTestPart } from './nodeTestPart.mjs';
import { skipped } from './outcome.mjs';

/**
 * Holds what goes over the wire against Microsoft's published contract. The contract is no part of
 * this repository; without it there is nothing to hold against, in CI neither, and that is said.
 *
 * @param {{ id: string, name: string }} definition
 * @returns {import('./part.mjs').Part}
 */
export function contractPart({ id, name }) {
  const part = nodeTestPart({
    id,
    name,
    folder: 'e2e-tests/contract',
    needs: ['dependencies', 'python', 'frontend'],
  });
  return {
    ...part,
    run: async context =>
      hasContract()
        ? part.run(context)
        : skipped(
            `THE CONTRACT IS MISSING: there is no ${displayPath(
              contractDirectory,
            )}, so nothing was held against what Microsoft publishes`,
          ),
  };
}
