import { EvaluationFailure } from './ExpressionError';

/** Functions and indexes inside one another. */
export const maxDepth = 50;

/** Characters of an expression. */
export const maxLength = 21_000;

/**
 * Memory for the values that one expression makes.
 * Source: https://learn.microsoft.com/azure/devops/pipelines/process/templates#imposed-limits
 */
export const maxMemoryBytes = 20 * 1024 * 1024;

const bytesPerCharacter = 2;
const bytesPerItem = 8;

/** Counts what an evaluation makes, before it makes it. */
export class MemoryBudget {
  #left = maxMemoryBytes;

  /** @throws EvaluationFailure if the expression would take too much memory. */
  takeText(length: number): void {
    this.#take(length * bytesPerCharacter);
  }

  /** @throws EvaluationFailure if the expression would take too much memory. */
  takeItems(count: number): void {
    this.#take(count * bytesPerItem);
  }

  #take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) {
      throw new EvaluationFailure(
        'exceededMaxMemory',
        `The maximum allowed memory size was exceeded: an expression may make values of ${maxMemoryBytes} bytes. Make the values smaller.`,
      );
    }
  }
}
