// @ts-check

/**
 * What an extension of a project took.
 *
 * @typedef {object} Changes
 * @property {string[]} added files that were not there
 * @property {string[]} edited files that were there
 * @property {number} editedLines lines that were added to or removed from those
 */

/**
 * What changed in a project since its last commit, without what Git ignores.
 *
 * @param {import('../laptop.mjs').Laptop} laptop
 * @returns {Promise<Changes>}
 */
export async function changesSinceCommit(laptop) {
  const added = await listLines(laptop, [
    ...['ls-files', '--others', '--exclude-standard'],
  ]);
  const numbers = await listLines(laptop, ['diff', '--numstat', 'HEAD']);
  const edited = numbers.map(line => line.split('\t'));
  return {
    added,
    edited: edited.map(([, , file]) => file),
    editedLines: edited.reduce(
      (sum, [plus, minus]) => sum + Number(plus) + Number(minus),
      0,
    ),
  };
}

/**
 * @param {import('../laptop.mjs').Laptop} laptop
 * @param {string[]} args
 */
async function listLines(laptop, args) {
  /** @type {string[]} */
  const lines = [];
  const end = await laptop.run('git', args, {
    onLine: line => lines.push(line),
  });
  if (!end.isOk) {
    throw new Error(end.lines.join('\n'));
  }
  return lines.filter(line => line.trim() !== '');
}
