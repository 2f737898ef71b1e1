import { CompileProblems } from '../CompileProblems';
import {
  mapping,
  sequence,
  unknownScalar,
  YamlScalar,
  YamlTree,
} from '../YamlTree';
import { expressionStart } from './splitExpressions';

/**
 * The tree of a place in which no expressions are allowed: each is told of, and
 * is unknown from then on.
 * Rule: process/template-expressions.
 *
 * @param except - keys, in lower case, whose values may hold expressions after all
 */
export function refuseExpressions(
  tree: YamlTree,
  problems: CompileProblems,
  except: readonly string[] = [],
): YamlTree {
  switch (tree.kind) {
    case 'scalar':
      return refuseIn(tree, problems);
    case 'sequence':
      return sequence(
        tree.items.map(item => refuseExpressions(item, problems, except)),
        tree.place,
      );
    default:
      return mapping(
        tree.entries.flatMap(({ key, value }) => {
          const checked = refuseIn(key, problems);
          if (checked.isUnknown) {
            return [];
          }
          const isFree = except.includes(key.text.toLowerCase());
          return [
            {
              key,
              value: isFree
                ? value
                : refuseExpressions(value, problems, except),
            },
          ];
        }),
        tree.place,
      );
  }
}

function refuseIn(tree: YamlScalar, problems: CompileProblems): YamlScalar {
  if (!tree.text.includes(expressionStart)) {
    return tree;
  }
  problems.report(
    tree.place,
    'A template expression is not allowed in this context',
  );
  return unknownScalar(tree.place);
}
