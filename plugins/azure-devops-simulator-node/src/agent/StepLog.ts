import { JobListener } from './JobListener';
import { SecretMasker } from './SecretMasker';

/** Longer lines are cut. */
const longestLine = 64 * 1024;
const largestBatch = 1000;

/** Control characters show as `�`, but for tabs and what begins a colour. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, character =>
    character === '\t' || character === '\u001b' ? character : '\ufffd',
  );
}

/** Azure DevOps writes ten-millionths of a second. */
function timestamp(now: Date): string {
  return now.toISOString().replace('Z', '0000Z');
}

/** The log of one step: masks lines and hands them over in batches, soon after they were written. */
export class StepLog {
  readonly #recordId: string;
  readonly #listener: Pick<JobListener, 'stepLogged'>;
  readonly #masker: SecretMasker;
  readonly #clock: () => Date;
  readonly #waitMilliseconds: number;
  #pending: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: { readonly cause: unknown } | undefined;

  constructor(options: {
    readonly recordId: string;
    readonly listener: Pick<JobListener, 'stepLogged'>;
    readonly masker: SecretMasker;
    readonly clock: () => Date;
    readonly waitMilliseconds: number;
  }) {
    this.#recordId = options.recordId;
    this.#listener = options.listener;
    this.#masker = options.masker;
    this.#clock = options.clock;
    this.#waitMilliseconds = options.waitMilliseconds;
  }

  /** Text of several lines becomes several lines of the log. */
  write(text: string): void {
    const now = timestamp(this.#clock());
    for (const line of this.#masker.mask(text).split(/\r\n|\r|\n/)) {
      this.#pending.push(`${now} ${this.#presentable(line)}`);
    }
    if (this.#pending.length >= largestBatch) {
      this.#send();
    } else {
      this.#timer ??= setTimeout(() => this.#send(), this.#waitMilliseconds);
    }
  }

  /**
   * Hands everything over.
   *
   * @throws what the listener threw, now or at an earlier batch.
   */
  flush(): void {
    this.#send();
    if (this.#failure) {
      throw this.#failure.cause;
    }
  }

  #presentable(line: string): string {
    return line.length <= longestLine
      ? printable(line)
      : `${printable(
          line.slice(0, longestLine),
        )}… (the rest of this line is cut)`;
  }

  /** A timer calls this too, where nobody would catch an error: it is kept for {@link flush}. */
  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#pending;
    this.#pending = [];
    if (lines.length === 0 || this.#failure) {
      return;
    }
    try {
      this.#listener.stepLogged(this.#recordId, lines);
    } catch (cause) {
      this.#failure = { cause };
    }
  }
}
