import { JobVariable } from '../agent/JobRequest';

/** Variables by name, without regard to case; what is set later replaces what was there. */
export class VariableTable {
  readonly #entries = new Map<
    string,
    { readonly name: string; readonly variable: JobVariable }
  >();

  set(name: string, variable: JobVariable): void {
    this.#entries.set(name.toLowerCase(), { name, variable });
  }

  setTexts(values: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined) {
        this.set(name, { value });
      }
    }
  }

  get(name: string): JobVariable | undefined {
    return this.#entries.get(name.toLowerCase())?.variable;
  }

  toRecord(): Readonly<Record<string, JobVariable>> {
    return Object.fromEntries(
      [...this.#entries.values()].map(({ name, variable }) => [name, variable]),
    );
  }

  /** Plain texts, as expressions see them. */
  toTexts(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#entries.values()].map(({ name, variable }) => [
        name,
        variable.value,
      ]),
    );
  }
}

const deepest = 20;

/** Replaces `$(name)` by values; what has no value stays as it is, as on the real service. */
export function expandMacros(
  text: string,
  valueOf: (name: string) => string | undefined,
  depth = 0,
): string {
  return depth > deepest
    ? text
    : text.replace(/\$\(([^()]+)\)/g, (macro, name: string) => {
        const value = valueOf(name.trim());
        return value === undefined
          ? macro
          : expandMacros(value, valueOf, depth + 1);
      });
}
