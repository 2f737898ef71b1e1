import { RecordKind, RecordKinds } from '../store/records';
import { Place, Store } from '../store/Store';

/** What one request has created, and how many reads will still not find it. */
interface Creation {
  readsLeft: number;
}

/** A created thing is polled for through its operation, which the real service shows at once, too. */
const alwaysVisible: ReadonlySet<RecordKind> = new Set<RecordKind>([
  'operation',
]);

const keyOf = (kind: RecordKind, id: string) => `${kind}:${id.toLowerCase()}`;

/** A store that hides some records from one read. */
class ReadView implements Store {
  readonly #store: Store;
  readonly #isHidden: (kind: RecordKind, id: string) => boolean;

  constructor(
    store: Store,
    isHidden: (kind: RecordKind, id: string) => boolean,
  ) {
    this.#store = store;
    this.#isHidden = isHidden;
  }

  transaction<T>(work: () => T): T {
    return this.#store.transaction(work);
  }

  nextNumber(sequence: string): number {
    return this.#store.nextNumber(sequence);
  }

  put<K extends RecordKind>(
    kind: K,
    record: RecordKinds[K],
    place: Place,
  ): void {
    this.#store.put(kind, record, place);
  }

  get<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined {
    return this.#visible(kind, this.#store.get(kind, id));
  }

  findByKey<K extends RecordKind>(
    kind: K,
    scope: string,
    key: string,
  ): RecordKinds[K] | undefined {
    return this.#visible(kind, this.#store.findByKey(kind, scope, key));
  }

  list<K extends RecordKind>(
    kind: K,
    scope: string,
  ): readonly RecordKinds[K][] {
    return this.#store
      .list(kind, scope)
      .filter(record => !this.#isHidden(kind, record.id));
  }

  remove(kind: RecordKind, id: string): void {
    this.#store.remove(kind, id);
  }

  removeAll(kind: RecordKind, scope: string): void {
    this.#store.removeAll(kind, scope);
  }

  appendLines(text: string, lines: readonly string[]): void {
    this.#store.appendLines(text, lines);
  }

  readLines(
    text: string,
    range?: { readonly from?: number; readonly to?: number },
  ): readonly string[] {
    return this.#store.readLines(text, range);
  }

  countLines(text: string): number {
    return this.#store.countLines(text);
  }

  removeLines(text: string): void {
    this.#store.removeLines(text);
  }

  close(): void {
    this.#store.close();
  }

  #visible<K extends RecordKind>(
    kind: K,
    record: RecordKinds[K] | undefined,
  ): RecordKinds[K] | undefined {
    return record && this.#isHidden(kind, record.id) ? undefined : record;
  }
}

/** A store that notes what a request adds to it. */
class CreatingView extends ReadView {
  readonly #store: Store;
  readonly #onCreated: (kind: RecordKind, id: string) => void;

  constructor(store: Store, onCreated: (kind: RecordKind, id: string) => void) {
    super(store, () => false);
    this.#store = store;
    this.#onCreated = onCreated;
  }

  override put<K extends RecordKind>(
    kind: K,
    record: RecordKinds[K],
    place: Place,
  ): void {
    const isNew = this.#store.get(kind, record.id) === undefined;
    super.put(kind, record, place);
    if (isNew) {
      this.#onCreated(kind, record.id);
    }
  }
}

/**
 * Eventual consistency on demand: what a chosen request creates stays unseen
 * for a number of reads. A read counts if it would have shown something of it.
 * Requests that change something see everything, so that creating it a second
 * time fails as it does on the real service.
 */
export class HiddenRecords {
  readonly #chosen = new WeakMap<object, number>();
  #creations = new Map<string, Creation>();

  /** What the request that is answered by this response creates is hidden from so many reads. */
  hideCreationsOf(response: object, reads: number): void {
    this.#chosen.set(response, reads);
  }

  /** Shows everything again. */
  clear(): void {
    this.#creations = new Map();
  }

  /** The store as the request that is answered by this response sees it. */
  viewFor(
    response: object,
    options: { readonly store: Store; readonly isRead: boolean },
  ): Store {
    const { store, isRead } = options;
    const reads = this.#chosen.get(response);
    if (!isRead && reads !== undefined) {
      const creation: Creation = { readsLeft: reads };
      return new CreatingView(store, (kind, id) => {
        if (!alwaysVisible.has(kind)) {
          this.#creations.set(keyOf(kind, id), creation);
        }
      });
    }
    if (!isRead || this.#creations.size === 0) {
      return store;
    }
    const missed = new Set<Creation>();
    return new ReadView(store, (kind, id) => {
      const creation = this.#creations.get(keyOf(kind, id));
      if (!creation || missed.has(creation)) {
        return creation !== undefined;
      }
      if (creation.readsLeft === 0) {
        this.#creations.delete(keyOf(kind, id));
        return false;
      }
      creation.readsLeft--;
      missed.add(creation);
      return true;
    });
  }
}
