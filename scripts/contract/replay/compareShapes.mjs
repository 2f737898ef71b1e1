// @ts-check

/** @param {unknown} value */
function kindOf(value) {
  if (Array.isArray(value)) {
    return 'list';
  }
  return value === null || value === undefined ? 'nothing' : typeof value;
}

/**
 * What the recorded answer has and ours has not: paths of properties that are absent, and of those
 * with another kind of value. Values do not matter; of lists, what all recorded items have in
 * common must be in one of ours. Where the recorded answer has nothing (null, an empty list
 * or object), anything fits.
 *
 * @param {{ recorded: unknown, actual: unknown, path?: string }} answers
 * @returns {string[]}
 */
export function shapeDifferences({ recorded, actual, path = '' }) {
  const expected = kindOf(recorded);
  if (expected === 'nothing' || isEmpty(recorded)) {
    return [];
  }
  if (kindOf(actual) !== expected) {
    return [
      `${path || '(answer)'}: ${expected} expected, ${kindOf(actual)} found`,
    ];
  }
  if (Array.isArray(recorded)) {
    return differencesOfLists({
      recorded,
      actual: /** @type {unknown[]} */ (actual),
      path,
    });
  }
  if (expected !== 'object') {
    return [];
  }
  const found = /** @type {Record<string, unknown>} */ (actual);
  return Object.entries(/** @type {object} */ (recorded)).flatMap(
    ([name, value]) =>
      shapeDifferences({
        recorded: value,
        actual: found[name],
        path: path ? `${path}.${name}` : name,
      }),
  );
}

/**
 * @param {{ recorded: unknown[], actual: unknown[], path: string }} lists
 * @returns {string[]} those of the item that comes closest
 */
function differencesOfLists({ recorded, actual, path }) {
  const common = inCommon(recorded);
  const [closest] = actual
    .map(item =>
      shapeDifferences({ recorded: common, actual: item, path: `${path}[]` }),
    )
    .sort((a, b) => a.length - b.length);
  return closest ?? [`${path}: an item expected, none found`];
}

/** @param {unknown} value */
function isEmpty(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 0
  );
}

/**
 * Properties that every item has; something else than objects is taken as it is.
 *
 * @param {unknown[]} items
 * @returns {unknown}
 */
function inCommon(items) {
  const [first, ...others] = items;
  if (kindOf(first) !== 'object') {
    return first;
  }
  const entries = Object.entries(/** @type {object} */ (first)).filter(
    ([name]) =>
      others.every(
        other =>
          kindOf(other) === 'object' &&
          name in /** @type {object} */ (other) &&
          kindOf(/** @type {any} */ (other)[name]) !== 'nothing',
      ),
  );
  return Object.fromEntries(entries);
}
