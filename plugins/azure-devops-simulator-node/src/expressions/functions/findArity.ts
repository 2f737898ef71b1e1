import { findBuiltInFunction } from './builtInFunctions';

/** How many arguments a function takes. */
export interface Arity {
  readonly min: number;
  readonly max: number;
}

/**
 * Functions that only some contexts have.
 * Source: `counter` in "Functions", and "Job status check functions", of
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */
const contextArities: ReadonlyMap<string, Arity> = new Map([
  // The documentation has two; the service takes one as well.
  ['counter', { min: 1, max: 2 }],
  ['always', { min: 0, max: 0 }],
  ['canceled', { min: 0, max: 0 }],
  ['failed', { min: 0, max: Infinity }],
  ['succeeded', { min: 0, max: Infinity }],
  ['succeededorfailed', { min: 0, max: Infinity }],
]);

/** @returns undefined for a function that Azure DevOps does not have. */
export function findArity(name: string): Arity | undefined {
  return (
    findBuiltInFunction(name)?.arity ?? contextArities.get(name.toLowerCase())
  );
}

/** As `2` or `2 or more`. */
export function describeArity({ min, max }: Arity): string {
  if (max === Infinity) {
    return `${min} or more`;
  }
  return min === max ? String(min) : `${min} to ${max}`;
}
