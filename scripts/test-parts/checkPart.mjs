// @ts-check
import { single } from './outcome.mjs';
import { runYarn } from './part.mjs';

const SHOWN_LINES = 40;

/**
 * A part that counts as one test: every one of its Yarn commands must succeed.
 *
 * @param {{ id: string, name: string, commands: string[][] }} definition
 * @returns {import('./part.mjs').Part}
 */
export function checkPart({ id, name, commands }) {
  return {
    id,
    name,
    needs: ['dependencies'],
    async run(context) {
      /** @type {string[]} */
      const remarks = [];
      for (const [index, args] of commands.entries()) {
        const { exitCode, lastLines, logRemark } = await runYarn(context, {
          id: commands.length > 1 ? `${id}-${index + 1}` : id,
          args,
        });
        if (exitCode !== 0) {
          remarks.push(
            ...lastLines.slice(-SHOWN_LINES),
            `"yarn ${args.join(' ')}" failed: ${logRemark}`,
          );
        }
      }
      return single(remarks.length === 0, remarks);
    },
  };
}
