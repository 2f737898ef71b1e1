import { maxMemoryBytes } from './expressionLimits';
import { foldCase } from './foldCase';
import { findMacros } from './macros';

/** A variable whose value may hold `$(…)` of the others. */
export interface MacroVariable {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/** Variables inside the values of variables, as many as the agent follows. */
const maxLevels = 50;
const maxCharacters = maxMemoryBytes / 2;

interface Expanded {
  readonly value: string;
  readonly isSecret: boolean;
  /** Variables inside one another below this one. */
  readonly levels: number;
}

class VariableExpansion {
  readonly #variables: ReadonlyMap<string, MacroVariable>;
  readonly #expanded = new Map<string, Expanded>();
  #left = maxCharacters;

  constructor(variables: readonly MacroVariable[]) {
    this.#variables = new Map(
      variables.map(variable => [foldCase(variable.name), variable]),
    );
  }

  /** @returns why it cannot be expanded, if so. */
  expand(
    variable: MacroVariable,
    ancestors: readonly string[],
  ): Expanded | string {
    const key = foldCase(variable.name);
    const known = this.#expanded.get(key);
    const depth = ancestors.length + 1 + (known?.levels ?? 0);
    if (depth > maxLevels) {
      return `is not expanded: variables are inside one another more than ${maxLevels} times.`;
    }
    if (ancestors.includes(key)) {
      return 'is not expanded: it needs its own value.';
    }
    const result = known ?? this.#read(variable, [...ancestors, key]);
    if (typeof result !== 'string') {
      this.#expanded.set(key, result);
    }
    return result;
  }

  #read(
    variable: MacroVariable,
    ancestors: readonly string[],
  ): Expanded | string {
    const parts: string[] = [];
    let { isSecret } = variable;
    let levels = 0;
    let copied = 0;
    for (const { name, start, end } of findMacros(variable.value)) {
      const nested = this.#variables.get(foldCase(name));
      if (nested) {
        const inner = this.expand(nested, ancestors);
        if (typeof inner === 'string') {
          return inner;
        }
        this.#left -= inner.value.length;
        if (this.#left < 0) {
          return `is not expanded: the values of all variables together are longer than ${maxCharacters} characters.`;
        }
        parts.push(variable.value.slice(copied, start), inner.value);
        copied = end;
        isSecret ||= inner.isSecret;
        levels = Math.max(levels, inner.levels + 1);
      }
    }
    parts.push(variable.value.slice(copied));
    return { value: parts.join(''), isSecret, levels };
  }
}

/**
 * Puts the values of variables into the values of variables, all the way down.
 *
 * A variable that needs itself, or too many others, keeps its value as it is,
 * with a warning. A variable that holds a secret is a secret.
 * Source: `RecalculateExpanded` of https://github.com/microsoft/azure-pipelines-agent
 */
export function expandVariables(variables: readonly MacroVariable[]): {
  readonly variables: readonly MacroVariable[];
  readonly warnings: readonly string[];
} {
  const expansion = new VariableExpansion(variables);
  const warnings: string[] = [];
  const expanded = variables.map(variable => {
    const result = expansion.expand(variable, []);
    if (typeof result === 'string') {
      warnings.push(`The variable '${variable.name}' ${result}`);
      return variable;
    }
    const { value, isSecret } = result;
    return { name: variable.name, value, isSecret };
  });
  return { variables: expanded, warnings };
}
