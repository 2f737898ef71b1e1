import { toText } from '../../expressions/convertValue';
import {
  ExpressionObject,
  ExpressionValue,
  isArray,
  isObject,
} from '../../expressions/ExpressionValue';
import { FileEnvironment } from '../expand/Expansion';
import { Scope } from '../expand/Scope';
import { placeOf, scoped, ScopedNode } from '../expand/ScopedNode';
import { YamlPlace } from '../YamlTree';
import { convertParameter } from './convertParameter';
import { ParameterDeclaration } from './readDeclarations';

/** A value that the including file or the caller gives. */
export interface GivenParameter {
  readonly name: string;
  /** Where its name stands. */
  readonly place: YamlPlace | { readonly file: string };
  readonly value: ScopedNode;
}

const noScope = Scope.of({ parameters: {}, variables: {} });

/**
 * Gives every declared parameter its value.
 * Rule: process/runtime-parameters and process/template-parameters.
 *
 * @returns undefined once a problem has been told: what would use the values is not looked at
 */
export async function bindParameters(
  declarations: readonly ParameterDeclaration[],
  options: {
    readonly given: readonly GivenParameter[];
    /** Where a missing value is told of. */
    readonly place: YamlPlace | { readonly file: string };
    /** The file that gives the values: templates in them are relative to it. */
    readonly givenIn: FileEnvironment;
    /** The file that declares them. */
    readonly declaredIn: FileEnvironment;
  },
): Promise<ExpressionObject | undefined> {
  const { given, place, givenIn, declaredIn } = options;
  const { problems } = declaredIn.expansion;
  const before = problems.count;
  const byName = new Map(given.map(each => [each.name.toLowerCase(), each]));
  const names = new Set(declarations.map(({ name }) => name.toLowerCase()));
  for (const each of given) {
    if (!names.has(each.name.toLowerCase())) {
      problems.report(each.place, `Unexpected parameter '${each.name}'`);
    }
  }
  const values: Record<string, ExpressionValue> = {};
  for (const declaration of declarations) {
    const { name } = declaration;
    const fromCaller = byName.get(name.toLowerCase())?.value;
    const fallback =
      declaration.default && scoped(declaration.default, noScope);
    const value = fromCaller ?? fallback;
    if (value) {
      const converted = await convertParameter(declaration, {
        given: value,
        environment: fromCaller ? givenIn : declaredIn,
      });
      if (converted !== undefined) {
        values[name] = converted;
        refuseOtherValues(declaration, { converted, value, declaredIn });
      }
    } else {
      problems.report(
        place,
        `A value for the '${name}' parameter must be provided.`,
      );
    }
  }
  return problems.count === before ? values : undefined;
}

function refuseOtherValues(
  { name, values }: ParameterDeclaration,
  options: {
    readonly converted: ExpressionValue;
    readonly value: ScopedNode;
    readonly declaredIn: FileEnvironment;
  },
): void {
  const { converted, value, declaredIn } = options;
  if (!values) {
    return;
  }
  for (const item of isArray(converted) ? converted : [converted]) {
    const text = isArray(item) || isObject(item) ? '' : toText(item);
    const isAllowed = values.some(
      allowed =>
        allowed === text ||
        (typeof item === 'number' && Number(allowed) === item) ||
        (typeof item === 'boolean' &&
          allowed.toLowerCase() === text.toLowerCase()),
    );
    if (!isAllowed) {
      declaredIn.expansion.problems.report(
        placeOf(value),
        `The '${name}' parameter value '${text}' is not allowed. Allowed values: ${values.join(
          ', ',
        )}`,
      );
    }
  }
}
