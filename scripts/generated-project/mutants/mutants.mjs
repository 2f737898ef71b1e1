// @ts-check
import { CODE_MUTANTS } from './codeMutants.mjs';
import { LATER_LEVEL_MUTANTS } from './laterLevelMutants.mjs';
import { PIPELINE_MUTANTS } from './pipelineMutants.mjs';

/**
 * A mistake that somebody could make in a generated project, and that its own checks must not let
 * through.
 *
 * @typedef {object} Mutant
 * @property {string} name what the mistake is
 * @property {'foundation' | 'delivery' | 'operations'} project the least that has what it changes
 * @property {string} [tests] folder or file of tests that are likely to see it; the others follow
 * @property {boolean} [isQuick] it is seen by what takes seconds, so that every run of the suite tries it
 * @property {(sources: import('./Sources.mjs').Sources) => void} apply
 */

/** Which combination of the template's options a mutant is tried in. */
export const MUTANT_PROJECTS = {
  foundation: '1-classification-none-local',
  delivery: '2-classification-both-managed-local',
  operations: '3-classification-both-managed-local',
};

/** @type {Mutant[]} */
export const MUTANTS = [
  ...CODE_MUTANTS,
  ...PIPELINE_MUTANTS,
  ...LATER_LEVEL_MUTANTS,
];
