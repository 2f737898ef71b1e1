import {
  ContextFunction,
  ExpressionContext,
} from '../../expressions/ExpressionContext';
import {
  ExpressionObject,
  ExpressionValue,
} from '../../expressions/ExpressionValue';

interface VariableValue {
  readonly name: string;
  readonly value: string;
}

/** Variables by name in lower case; as an object only when it is asked for. */
class VariableTable {
  private object: ExpressionObject | undefined;

  constructor(private readonly values: Map<string, VariableValue>) {}

  copy(): VariableTable {
    return new VariableTable(new Map(this.values));
  }

  add(name: string, value: string): void {
    this.values.set(name.toLowerCase(), { name, value });
    this.object = undefined;
  }

  toObject(): ExpressionObject {
    this.object ??= Object.fromEntries(
      [...this.values.values()].map(({ name, value }) => [name, value]),
    );
    return this.object;
  }
}

/**
 * What `${{ }}` can see at a place.
 * Rule: process/template-expressions, context: parameters and variables, and
 * the values of loops.
 */
export class Scope {
  private constructor(
    private readonly parameters: ExpressionObject,
    private readonly variables: VariableTable,
    private readonly loops: ReadonlyMap<string, ExpressionValue>,
  ) {}

  static of(options: {
    readonly parameters: ExpressionObject;
    readonly variables: Readonly<Record<string, string>>;
  }): Scope {
    const variables = new VariableTable(
      new Map(
        Object.entries(options.variables).map(([name, value]) => [
          name.toLowerCase(),
          { name, value },
        ]),
      ),
    );
    return new Scope(options.parameters, variables, new Map());
  }

  /** A scope whose variables may be added to without changing this one's. */
  withOwnVariables(): Scope {
    return new Scope(this.parameters, this.variables.copy(), this.loops);
  }

  /** The same place, with the variables of another one. */
  withVariablesOf(other: Scope): Scope {
    return new Scope(this.parameters, other.variables, this.loops);
  }

  withLoop(name: string, value: ExpressionValue): Scope {
    const loops = new Map(this.loops).set(name.toLowerCase(), value);
    return new Scope(this.parameters, this.variables, loops);
  }

  /** A template: it sees the variables of where it is included, and its own parameters. */
  forTemplate(parameters: ExpressionObject): Scope {
    return new Scope(parameters, this.variables.copy(), new Map());
  }

  addVariable(name: string, value: string): void {
    this.variables.add(name, value);
  }

  hasParameter(name: string): boolean {
    const wanted = name.toLowerCase();
    return Object.keys(this.parameters).some(
      candidate => candidate.toLowerCase() === wanted,
    );
  }

  /** What an expression is evaluated against. */
  toContext(): ExpressionContext {
    const functions: Readonly<Record<string, ContextFunction>> = {};
    return {
      lookUp: name => {
        const wanted = name.toLowerCase();
        if (this.loops.has(wanted)) {
          return this.loops.get(wanted);
        }
        if (wanted === 'parameters') {
          return this.parameters;
        }
        return wanted === 'variables' ? this.variables.toObject() : undefined;
      },
      functions,
    };
  }
}
