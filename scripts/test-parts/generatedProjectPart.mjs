// @ts-check
import { join } from 'node:path';
import { checkTemplate } from '../generated-project/checkTemplate.mjs';
import { checkMutants } from '../generated-project/mutants/checkMutants.mjs';
import { MUTANTS } from '../generated-project/mutants/mutants.mjs';
import { mutantTable } from '../generated-project/mutants/tryMutants.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { settle } from './outcome.mjs';

/**
 * Renders few combinations of the template's options that together hold every pair, and does in
 * each project what its people and its pipelines do; `npm run test:template -- --all` does it in all.
 * Then makes those mistakes that a project's own checks see within seconds; `npm run test:mutants`
 * makes all of them.
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
      withScratchDirectory('azure-mlops-generated-', async scratch => {
        const found = await checkTemplate({
          nodeEnvironment,
          selection: 'pairwise',
          scratch,
          print,
        });
        const ends = await checkMutants({
          nodeEnvironment,
          mutants: MUTANTS.filter(({ isQuick }) => isQuick),
          scratch: join(scratch, 'mutants'),
          print: () => {},
          isQuick: true,
        });
        print(`  ${mutantTable(ends).split('\n').join('\n  ')}`);
        const survived = ends.filter(({ killedBy }) => !killedBy);
        return settle(
          {
            ...found,
            passed: found.passed + ends.length - survived.length,
            failed: found.failed + survived.length,
            remarks: [
              ...found.remarks,
              ...survived.map(
                ({ mutant, problem }) =>
                  `failed: the mutant "${mutant.name}" must be killed; ${
                    problem ?? 'it survived'
                  }`,
              ),
            ],
          },
          { maySkip },
        );
      }),
  };
}
