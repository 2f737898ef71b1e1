/** More of one line is not kept. It is more than a log shows, so that no secret is cut before it is masked. */
const longestLine = 128 * 1024;

/** Makes lines out of the bytes of a child; CR, LF and CRLF end one. Bytes that are no UTF-8 become `�`. */
export class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8');
  readonly #onLine: (line: string) => void;
  #rest = '';
  #endedWithReturn = false;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    this.#take(this.#decoder.decode(chunk, { stream: true }));
  }

  /** Gives what stands behind the last end of line. */
  end(): void {
    this.#take(this.#decoder.decode());
    if (this.#rest) {
      this.#onLine(this.#rest);
      this.#rest = '';
    }
  }

  #take(decoded: string): void {
    if (!decoded) {
      return;
    }
    // A CRLF may come in two chunks.
    const text =
      this.#endedWithReturn && decoded.startsWith('\n')
        ? decoded.slice(1)
        : decoded;
    this.#endedWithReturn = decoded.endsWith('\r');
    const lines = text.split(/\r\n|\r|\n/);
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#onLine(this.#joined(line));
      this.#rest = '';
    }
    this.#rest = this.#joined(last);
  }

  #joined(part: string): string {
    return (this.#rest + part).slice(0, longestLine);
  }
}
