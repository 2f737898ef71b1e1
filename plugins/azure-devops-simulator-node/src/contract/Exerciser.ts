/** What the exercise has seen. */
export interface ExerciseResult {
  readonly calls: number;
  /** One line for every answer that had another status than expected. */
  readonly unexpected: readonly string[];
}

/** Which simulator to exercise, and how to speak to it. */
export interface ExerciseOptions {
  /** Where to send the requests, for instance a recording proxy in front of the simulator. */
  readonly url: string;
  readonly token: string;
  /** Version of the API to speak. */
  readonly version: '7.1' | '7.2';
}

export interface ExerciseCall {
  readonly body?: unknown;
  /** Default 200. */
  readonly expect?: number;
  /** Default application/json. */
  readonly contentType?: string;
  /** The operation is a preview in 7.1, too. */
  readonly preview?: boolean;
}

/** An answer of any shape: an exercise takes out of it what the next call needs. */
export interface Answer {
  text(...path: readonly (string | number)[]): string;
  readonly value: unknown;
}

function dig(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === 'object' && current !== null
        ? (current as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

/** Calls operation after operation and keeps count. */
export class Exerciser {
  readonly version: ExerciseOptions['version'];
  readonly #options: ExerciseOptions;
  readonly #unexpected: string[] = [];
  #calls = 0;

  constructor(options: ExerciseOptions) {
    this.#options = options;
    this.version = options.version;
  }

  get result(): ExerciseResult {
    return { calls: this.#calls, unexpected: [...this.#unexpected] };
  }

  /** A name that is different for every version, so that both can be exercised on one simulator. */
  name(base: string): string {
    return `${base}-${this.version.replace('.', '-')}`;
  }

  /** `path` is below the organization contoso. */
  async call(
    method: string,
    path: string,
    call: ExerciseCall = {},
  ): Promise<Answer> {
    const { url, token, version } = this.#options;
    const address = new URL(`${url}/contoso/${path}`);
    if (method !== 'OPTIONS') {
      const isPreview = call.preview || version === '7.2';
      address.searchParams.set(
        'api-version',
        isPreview ? `${version}-preview` : version,
      );
    }
    const response = await fetch(address, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
        ...(call.body !== undefined && {
          'content-type': call.contentType ?? 'application/json',
        }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    this.#calls++;
    if (response.status !== (call.expect ?? 200)) {
      this.#unexpected.push(
        `${method} ${path}: ${response.status} instead of ${
          call.expect ?? 200
        }: ${text.slice(0, 200)}`,
      );
    }
    const value: unknown = text ? JSON.parse(text) : undefined;
    return {
      value,
      text: (...keys) => String(dig(value, keys) ?? ''),
    };
  }
}
