// @ts-check

/**
 * What is missing of an operation that the embedded Azure DevOps serves, by area and operation id
 * of the published contract. What is missing is refused with an error that says so.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const partlySupported = {};
