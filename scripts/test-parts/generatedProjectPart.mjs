// @ts-check
import { checkTemplate } from '../generated-project/checkTemplate.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { settle } from './outcome.mjs';

/**
 * Renders few combinations of the template's options that together hold every pair, and does in
 * each project what its people and its pipelines do. `npm run test:template -- --all` does it in all.
 *
 * @param {{ id: string, name: string }} definition
 * @returns {import('./part.mjs').Part}
 */
export function generatedProjectPart({ id, name }) {
  return {
    id,
    name,
    needs: ['dependencies', 'python'],
    run: ({ nodeEnvironment, print, maySkip }) =>
      withScratchDirectory('azure-mlops-generated-', async scratch =>
        settle(
          await checkTemplate({
            nodeEnvironment,
            selection: 'pairwise',
            scratch,
            print,
          }),
          { maySkip },
        ),
      ),
  };
}
