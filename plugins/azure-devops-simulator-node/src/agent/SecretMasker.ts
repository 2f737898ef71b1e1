/** Shorter lines of a secret of several lines would mask ordinary text, such as a lone bracket. */
const shortestLine = 4;

/** Ways in which tools print a value. */
function spellings(value: string): readonly string[] {
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
    // What a client sends for basic authentication with an empty user name.
    Buffer.from(`:${value}`).toString('base64'),
  ];
}

/** Puts `***` in place of secrets. */
export class SecretMasker {
  readonly #values = new Set<string>();

  add(secret: string): void {
    const lines = secret
      .split(/\r\n|\r|\n/)
      .map(line => line.trim())
      .filter(line => line.length >= shortestLine);
    for (const value of [secret, secret.trim(), ...lines]) {
      if (value) {
        spellings(value).forEach(spelling => this.#values.add(spelling));
      }
    }
  }

  /** Overlapping secrets become one `***`, so that no end of the shorter one is left over. */
  mask(text: string): string {
    const ranges: { start: number; end: number }[] = [];
    for (const value of this.#values) {
      let start = text.indexOf(value);
      while (start >= 0) {
        ranges.push({ start, end: start + value.length });
        start = text.indexOf(value, start + 1);
      }
    }
    if (ranges.length === 0) {
      return text;
    }
    ranges.sort((left, right) => left.start - right.start);
    let masked = '';
    let from = 0;
    let current = ranges[0];
    for (const range of ranges.slice(1)) {
      if (range.start <= current.end) {
        current = {
          start: current.start,
          end: Math.max(current.end, range.end),
        };
      } else {
        masked += `${text.slice(from, current.start)}***`;
        from = current.end;
        current = range;
      }
    }
    return `${masked}${text.slice(from, current.start)}***${text.slice(
      current.end,
    )}`;
  }
}
