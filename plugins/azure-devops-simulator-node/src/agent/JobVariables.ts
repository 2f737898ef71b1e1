import { JobVariable } from './JobRequest';

export interface ExpandedVariable {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

const deepestNesting = 50;

/** The variables of a job. Names are compared without case. */
export class JobVariables {
  readonly #entries = new Map<
    string,
    { readonly name: string; readonly variable: JobVariable }
  >();

  constructor(variables: Readonly<Record<string, JobVariable>>) {
    for (const [name, variable] of Object.entries(variables)) {
      this.set(name, variable);
    }
  }

  set(name: string, variable: JobVariable): void {
    const key = name.toLowerCase();
    // The first spelling of a name stays.
    const known = this.#entries.get(key)?.name;
    this.#entries.set(key, { name: known ?? name, variable });
  }

  isReadOnly(name: string): boolean {
    return this.#entries.get(name.toLowerCase())?.variable.isReadOnly === true;
  }

  /** The value with `$(…)` of other variables in it expanded. */
  get(name: string): string | undefined {
    return this.#value(name, [])?.value;
  }

  /** All of them. One whose value takes in a secret is secret itself. */
  all(): readonly ExpandedVariable[] {
    return [...this.#entries.values()].map(({ name }) => ({
      name,
      value: '',
      isSecret: false,
      ...this.#value(name, []),
    }));
  }

  /** Puts values for `$(name)`; a name that is unknown stays as it is written, as it may be a shell's. */
  expand(text: string): string {
    return this.#expand(text, []).value;
  }

  #value(
    name: string,
    path: readonly string[],
  ): { readonly value: string; readonly isSecret: boolean } | undefined {
    const key = name.toLowerCase();
    const entry = this.#entries.get(key);
    if (!entry) {
      return undefined;
    }
    const { value, isSecret = false } = entry.variable;
    if (path.includes(key) || path.length >= deepestNesting) {
      // A variable that takes in itself keeps its text.
      return { value, isSecret };
    }
    const expanded = this.#expand(value, [...path, key]);
    return {
      value: expanded.value,
      isSecret: isSecret || expanded.isSecret,
    };
  }

  #expand(
    text: string,
    path: readonly string[],
  ): { readonly value: string; readonly isSecret: boolean } {
    let isSecret = false;
    let expanded = '';
    let from = 0;
    for (;;) {
      const start = text.indexOf('$(', from);
      const end = start < 0 ? -1 : text.indexOf(')', start);
      if (end < 0) {
        return { value: expanded + text.slice(from), isSecret };
      }
      const found = this.#value(text.slice(start + 2, end), path);
      if (found) {
        expanded += text.slice(from, start) + found.value;
        isSecret ||= found.isSecret;
        from = end + 1;
      } else {
        // Another one may begin inside: `$(echo $(name))`.
        expanded += text.slice(from, start + 1);
        from = start + 1;
      }
    }
  }
}
