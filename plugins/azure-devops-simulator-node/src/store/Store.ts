import { RecordKind, RecordKinds } from './records';

/**
 * Where the simulator keeps its state.
 *
 * A record lives in a scope (an organization, a project, a repository) and
 * may carry a key that is unique within kind and scope, without regard to case.
 *
 * All calls are synchronous: a handler reads and writes without another
 * request coming in between.
 */
export interface Store {
  /** Runs the work in one transaction: all of its writes happen, or none. */
  transaction<T>(work: () => T): T;
  /** The next number of a sequence, starting at 1. */
  nextNumber(sequence: string): number;
  /** Adds or replaces a record. Throws {@link UniqueKeyError} when the key is taken by another record. */
  put<K extends RecordKind>(
    kind: K,
    record: RecordKinds[K],
    place: Place,
  ): void;
  get<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined;
  findByKey<K extends RecordKind>(
    kind: K,
    scope: string,
    key: string,
  ): RecordKinds[K] | undefined;
  /** All records of a scope in the order in which they were first added. */
  list<K extends RecordKind>(kind: K, scope: string): readonly RecordKinds[K][];
  remove(kind: RecordKind, id: string): void;
  /** Removes all records of a kind in a scope and in those below it (`<scope>:…`). */
  removeAll(kind: RecordKind, scope: string): void;
  /** Adds lines to the end of a text that only grows, such as a log. */
  appendLines(text: string, lines: readonly string[]): void;
  /** Lines of such a text; the first is number 1, and both ends are included. */
  readLines(
    text: string,
    range?: { readonly from?: number; readonly to?: number },
  ): readonly string[];
  countLines(text: string): number;
  removeLines(text: string): void;
  close(): void;
}

/** Scope and unique key of a record. */
export interface Place {
  readonly scope: string;
  readonly key?: string;
}

/** Another record of this kind and scope has the key already. */
export class UniqueKeyError extends Error {
  constructor(kind: RecordKind, key: string) {
    super(`A ${kind} with the key '${key}' exists already`);
    this.name = 'UniqueKeyError';
  }
}
