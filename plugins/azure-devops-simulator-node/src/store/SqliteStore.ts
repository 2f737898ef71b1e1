import Database from 'better-sqlite3';
import { RecordKind, RecordKinds } from './records';
import { Place, Store, UniqueKeyError } from './Store';

const schema = `
  CREATE TABLE IF NOT EXISTS records (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    scope TEXT NOT NULL,
    unique_key TEXT,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS records_by_id ON records (kind, id);
  CREATE UNIQUE INDEX IF NOT EXISTS records_by_key ON records (kind, scope, unique_key) WHERE unique_key IS NOT NULL;
  CREATE INDEX IF NOT EXISTS records_by_scope ON records (kind, scope, position);
  CREATE TABLE IF NOT EXISTS lines (
    text TEXT NOT NULL,
    number INTEGER NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (text, number)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, last INTEGER NOT NULL);
`;

interface Row {
  readonly body: string;
}

/** Azure DevOps compares names without regard to case. */
const folded = (text: string) => text.toLocaleLowerCase('en-US');

function isConstraint(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    error.code === 'SQLITE_CONSTRAINT_UNIQUE'
  );
}

/** Time for a simulator that is about to end, in milliseconds. */
const longestWait = 2000;

function isBusy(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    error.code.startsWith('SQLITE_BUSY')
  );
}

const inUse = (file: string | undefined, cause: unknown) =>
  new Error(
    `The database ${file} is in use by another simulator; stop that one, or choose another data folder.`,
    { cause },
  );

/** Keeps the state in SQLite: in a file, or in memory. */
export class SqliteStore implements Store {
  readonly #database: Database.Database;
  readonly #statements = new Map<
    string,
    Database.Statement<unknown[], unknown>
  >();

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Opens the store; without a file it lives in memory and dies with the process. */
  static open(options: { readonly file?: string } = {}): SqliteStore {
    const database = new Database(options.file ?? ':memory:', {
      timeout: longestWait,
    });
    try {
      // Two simulators on the same folder would overtake each other; the lock ends with the process.
      database.pragma('locking_mode = EXCLUSIVE');
      database.pragma('journal_mode = WAL');
      // With WAL, NORMAL survives a killed process; only a power cut can lose the last writes.
      database.pragma('synchronous = NORMAL');
      database.exec(schema);
      return new SqliteStore(database);
    } catch (error) {
      database.close();
      throw isBusy(error) ? inUse(options.file, error) : error;
    }
  }

  transaction<T>(work: () => T): T {
    return this.#database.transaction(work)();
  }

  nextNumber(sequence: string): number {
    const row = this.#statement(
      'INSERT INTO sequences (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last',
    ).get(sequence) as { readonly last: number };
    return row.last;
  }

  put<K extends RecordKind>(
    kind: K,
    record: RecordKinds[K],
    place: Place,
  ): void {
    const key = place.key === undefined ? null : folded(place.key);
    try {
      this.#statement(
        `INSERT INTO records (kind, id, scope, unique_key, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (kind, id) DO UPDATE SET scope = excluded.scope, unique_key = excluded.unique_key, body = excluded.body`,
      ).run(
        kind,
        folded(record.id),
        folded(place.scope),
        key,
        JSON.stringify(record),
      );
    } catch (error) {
      if (isConstraint(error)) {
        throw new UniqueKeyError(kind, place.key ?? record.id);
      }
      throw error;
    }
  }

  get<K extends RecordKind>(kind: K, id: string): RecordKinds[K] | undefined {
    return this.#one<K>(
      'SELECT body FROM records WHERE kind = ? AND id = ?',
      kind,
      folded(id),
    );
  }

  findByKey<K extends RecordKind>(
    kind: K,
    scope: string,
    key: string,
  ): RecordKinds[K] | undefined {
    return this.#one<K>(
      'SELECT body FROM records WHERE kind = ? AND scope = ? AND unique_key = ?',
      kind,
      folded(scope),
      folded(key),
    );
  }

  list<K extends RecordKind>(
    kind: K,
    scope: string,
  ): readonly RecordKinds[K][] {
    const rows = this.#statement(
      'SELECT body FROM records WHERE kind = ? AND scope = ? ORDER BY position',
    ).all(kind, folded(scope)) as Row[];
    return rows.map(row => JSON.parse(row.body) as RecordKinds[K]);
  }

  remove(kind: RecordKind, id: string): void {
    this.#statement('DELETE FROM records WHERE kind = ? AND id = ?').run(
      kind,
      folded(id),
    );
  }

  removeAll(kind: RecordKind, scope: string): void {
    const own = folded(scope);
    // A semicolon is what comes after a colon, so this is the range of all that starts with one.
    this.#statement(
      'DELETE FROM records WHERE kind = ? AND (scope = ? OR (scope > ? AND scope < ?))',
    ).run(kind, own, `${own}:`, `${own};`);
  }

  appendLines(text: string, lines: readonly string[]): void {
    this.transaction(() => {
      const before = this.countLines(text);
      const insert = this.#statement(
        'INSERT INTO lines (text, number, line) VALUES (?, ?, ?)',
      );
      lines.forEach((line, index) =>
        insert.run(text, before + index + 1, line),
      );
    });
  }

  readLines(
    text: string,
    range: { readonly from?: number; readonly to?: number } = {},
  ): readonly string[] {
    const rows = this.#statement(
      'SELECT line FROM lines WHERE text = ? AND number BETWEEN ? AND ? ORDER BY number',
    ).all(text, range.from ?? 1, range.to ?? Number.MAX_SAFE_INTEGER) as {
      readonly line: string;
    }[];
    return rows.map(({ line }) => line);
  }

  countLines(text: string): number {
    const row = this.#statement(
      'SELECT COALESCE(MAX(number), 0) AS count FROM lines WHERE text = ?',
    ).get(text) as { readonly count: number };
    return row.count;
  }

  removeLines(text: string): void {
    this.#statement('DELETE FROM lines WHERE text = ?').run(text);
  }

  close(): void {
    this.#database.close();
  }

  #one<K extends RecordKind>(
    sql: string,
    ...values: string[]
  ): RecordKinds[K] | undefined {
    const row = this.#statement(sql).get(...values) as Row | undefined;
    return row && (JSON.parse(row.body) as RecordKinds[K]);
  }

  #statement(sql: string): Database.Statement<unknown[], unknown> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
