import { SimulatorEnvironment } from '../server/Environment';
import { Timeline } from './Timeline';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now'>;

/** Id of a log's record, and of its lines. */
export const logKey = (buildId: string, logId: number) => `${buildId}:${logId}`;

/** The logs of a run: each record of the timeline that has something to say has one. */
export class RunLog {
  readonly #environment: Basis;
  readonly #timeline: Timeline;

  constructor(environment: Basis, timeline: Timeline) {
    this.#environment = environment;
    this.#timeline = timeline;
  }

  /** Adds lines, each with its time in front already. */
  append(recordId: string, lines: readonly string[]): void {
    const { store, now } = this.#environment;
    const { buildId } = this.#timeline;
    const time = now().toISOString();
    const logId =
      this.#timeline.get(recordId).logId ?? this.#open(recordId, time);
    const id = logKey(buildId, logId);
    const log = store.get('log', id);
    store.appendLines(id, lines);
    store.put(
      'log',
      {
        id,
        buildId,
        logId,
        createdOn: log?.createdOn ?? time,
        lastChangedOn: time,
      },
      { scope: buildId },
    );
  }

  /** Adds lines of the service's own. */
  say(recordId: string, lines: readonly string[]): void {
    const time = this.#environment.now().toISOString().replace('Z', '0000Z');
    this.append(
      recordId,
      lines.map(line => `${time} ${line}`),
    );
  }

  #open(recordId: string, createdOn: string): number {
    const { store } = this.#environment;
    const { buildId } = this.#timeline;
    const logId = store.nextNumber(`log:${buildId}`);
    store.put(
      'log',
      {
        id: logKey(buildId, logId),
        buildId,
        logId,
        createdOn,
        lastChangedOn: createdOn,
      },
      { scope: buildId },
    );
    this.#timeline.change(recordId, { logId });
    return logId;
  }
}
