import { toBoolean } from '../../expressions/convertValue';
import { YamlScalar } from '../YamlTree';
import { evaluate } from './evaluateScalar';
import { Expansion } from './Expansion';
import { Directive } from './readDirective';
import { Scope } from './Scope';

type Conditional = Extract<Directive, { kind: 'if' | 'elseif' | 'else' }>;

/**
 * Follows `if`, `elseif` and `else` through the keys of a mapping or the items
 * of a list, which have to stand next to each other.
 * Rule: process/template-expressions, conditional insertion.
 */
export class Branches {
  private state: 'none' | 'open' | 'taken' = 'none';

  constructor(private readonly expansion: Expansion) {}

  /** Something else stands here, so that an `else` would belong to nothing. */
  interrupt(): void {
    this.state = 'none';
  }

  /** Whether what belongs to the directive is inserted. */
  takes(directive: Conditional, key: YamlScalar, scope: Scope): boolean {
    if (directive.kind !== 'if' && this.state === 'none') {
      this.expansion.problems.report(
        key.place,
        `The directive '${directive.kind}' must follow an 'if' or 'elseif'`,
      );
      return false;
    }
    if (directive.kind !== 'if' && this.state === 'taken') {
      return false;
    }
    const isTrue =
      directive.kind === 'else' || this.isTrue(directive.condition, key, scope);
    this.state = isTrue ? 'taken' : 'open';
    if (directive.kind === 'else') {
      this.state = 'none';
    }
    return isTrue;
  }

  private isTrue(condition: string, key: YamlScalar, scope: Scope): boolean {
    const found = evaluate(condition, {
      scope,
      expansion: this.expansion,
      place: key.place,
    });
    return found !== undefined && toBoolean(found.value);
  }
}
