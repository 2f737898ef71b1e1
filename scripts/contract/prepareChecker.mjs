// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installFromContract } from './installFromContract.mjs';

/**
 * An exchange as the checker records it.
 *
 * @typedef {object} RecordedExchange
 * @property {'api' | 'git' | 'other' | 'undocumented'} kind
 * @property {string} method
 * @property {string} url
 * @property {number} status
 * @property {string} [failure]
 * @property {{ id: string, area: string }} [operation]
 * @property {{ severity: 'error' | 'warning', side: string, code: string, message: string }[]} issues
 *
 * An operation of the published contract.
 *
 * @typedef {object} PublishedOperation
 * @property {string} id
 * @property {string} area
 * @property {string} spec file it is in
 * @property {string} method
 * @property {string} template
 * @property {{ key: string, preview: boolean | number }} version
 *
 * @typedef {object} Checker
 * @property {{ operations: PublishedOperation[] }} index
 * @property {{ of: (operation: PublishedOperation) => { name: string, doc?: unknown }[] } | null} examples
 * @property {(exchange: object) => RecordedExchange} validateExchange
 *
 * @typedef {object} CheckerTools
 * @property {(options: object) => Promise<{ port: number, close: () => Promise<void> }>} startProxy
 * @property {new (options: object) => Checker} Checker
 */

/**
 * Installs the checker and loads it.
 *
 * @param {import('../setup/setUp.mjs').NodeEnvironment} nodeEnvironment
 * @returns {Promise<CheckerTools>}
 */
export async function prepareChecker(nodeEnvironment) {
  const place = await installFromContract({ tool: 'checker', nodeEnvironment });
  const load = (/** @type {string[]} */ ...names) =>
    import(pathToFileURL(join(place, ...names)).href);
  const { startProxy } = await load('proxy.mjs');
  const { Checker } = await load('lib', 'validate.mjs');
  return { startProxy, Checker };
}
