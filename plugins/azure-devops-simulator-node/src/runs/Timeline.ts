import { SimulatorEnvironment } from '../server/Environment';
import { TimelineRecord } from '../store/RunRecords';
import { TaskIssue } from '../agent/JobListener';
import { RecordResult } from './combineResults';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now' | 'random'>;

/** What a new record has to say for itself. */
export type NewRecord = Omit<
  TimelineRecord,
  'buildId' | 'state' | 'issues' | 'lastModified' | 'changeId' | 'id'
> & { readonly id?: string; readonly state?: TimelineRecord['state'] };

/** Writes the timeline of a run; every change gets the next number. */
export class Timeline {
  readonly #environment: Basis;
  readonly buildId: string;

  constructor(environment: Basis, buildId: string) {
    this.#environment = environment;
    this.buildId = buildId;
  }

  records(): readonly TimelineRecord[] {
    return this.#environment.store.list('timelineRecord', this.buildId);
  }

  get(id: string): TimelineRecord {
    const record = this.#environment.store.get('timelineRecord', id);
    if (!record) {
      throw new Error(
        `The timeline of run ${this.buildId} has no record ${id}`,
      );
    }
    return record;
  }

  add(record: NewRecord): TimelineRecord {
    const whole: TimelineRecord = {
      ...record,
      id: record.id ?? this.#environment.random.uuid(),
      buildId: this.buildId,
      state: record.state ?? 'pending',
      issues: [],
      ...this.#stamp(),
    };
    this.#put(whole);
    return whole;
  }

  change(id: string, change: Partial<TimelineRecord>): TimelineRecord {
    const next = { ...this.get(id), ...change, ...this.#stamp() };
    this.#put(next);
    return next;
  }

  start(id: string, change: Partial<TimelineRecord> = {}): TimelineRecord {
    return this.change(id, {
      state: 'inProgress',
      startTime: this.#time(),
      ...change,
    });
  }

  /** Ends a record; one that has ended already stays as it is. */
  end(id: string, result: RecordResult, message?: string): TimelineRecord {
    const record = this.get(id);
    if (record.state === 'completed') {
      return record;
    }
    const issue: readonly TaskIssue[] = message
      ? [{ type: 'error', message }]
      : [];
    return this.change(id, {
      state: 'completed',
      result,
      ...(record.startTime !== undefined && { percentComplete: 100 }),
      ...(result !== 'skipped' && {
        startTime: record.startTime ?? this.#time(),
      }),
      finishTime: this.#time(),
      issues: [...record.issues, ...issue],
    });
  }

  /** Ends a record and all below it that has not ended. */
  endAll(id: string, result: RecordResult, message?: string): void {
    for (const child of this.records().filter(
      ({ parentId }) => parentId === id,
    )) {
      this.endAll(child.id, result === 'failed' ? 'skipped' : result);
    }
    this.end(id, result, message);
  }

  #put(record: TimelineRecord): void {
    this.#environment.store.put('timelineRecord', record, {
      scope: this.buildId,
    });
  }

  #time(): string {
    return this.#environment.now().toISOString();
  }

  #stamp() {
    return {
      lastModified: this.#time(),
      changeId: this.#environment.store.nextNumber(`timeline:${this.buildId}`),
    };
  }
}
