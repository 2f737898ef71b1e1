import { CompileProblems } from '../CompileProblems';
import { refuseExpressions } from '../expand/refuseExpressions';
import { parametersShape } from '../shapes/pipelineShapes';
import { validateShape } from '../validateShape';
import {
  entriesOf,
  itemsOf,
  textOf,
  valueOf,
  YamlPlace,
  YamlTree,
} from '../YamlTree';
import { findParameterType, ParameterType } from './parameterTypes';

/** A parameter as a pipeline or a template declares it. */
export interface ParameterDeclaration {
  readonly name: string;
  readonly type: ParameterType;
  readonly place: YamlPlace;
  readonly default?: YamlTree;
  /** The only values allowed. */
  readonly values?: readonly string[];
}

/**
 * Reads `parameters`: a list, and for templates also a mapping of names to
 * defaults, whose values may be anything.
 * Rule: yaml-schema, parameters; process/template-parameters.
 */
export function readDeclarations(
  written: YamlTree | undefined,
  options: {
    readonly owner: 'pipeline' | 'template';
    readonly problems: CompileProblems;
  },
): readonly ParameterDeclaration[] {
  const { owner, problems } = options;
  if (!written) {
    return [];
  }
  const tree = refuseExpressions(written, problems);
  const declarations =
    tree.kind === 'mapping' && owner === 'template'
      ? entriesOf(tree).map(({ key, value }) => ({
          name: key.text,
          type: 'legacyObject' as const,
          place: key.place,
          default: value,
        }))
      : readList(tree, options);
  const seen = new Set<string>();
  for (const { name, place } of declarations) {
    if (seen.has(name.toLowerCase())) {
      problems.report(place, `'${name}' is already defined`);
    }
    seen.add(name.toLowerCase());
  }
  return declarations;
}

function readList(
  tree: YamlTree,
  options: {
    readonly owner: 'pipeline' | 'template';
    readonly problems: CompileProblems;
  },
): readonly ParameterDeclaration[] {
  validateShape(tree, parametersShape, options.problems);
  return itemsOf(tree).flatMap(item => {
    const name = textOf(valueOf(item, 'name'));
    return name ? [readDeclaration(item, { ...options, name })] : [];
  });
}

function readDeclaration(
  item: YamlTree,
  options: {
    readonly name: string;
    readonly owner: 'pipeline' | 'template';
    readonly problems: CompileProblems;
  },
): ParameterDeclaration {
  const { name, owner, problems } = options;
  const typeTree = valueOf(item, 'type');
  const word = textOf(typeTree) || 'string';
  const type = findParameterType(word, owner);
  if (!type && typeTree) {
    problems.report(typeTree.place, `Unexpected value '${word}'`);
  }
  const values = valueOf(item, 'values');
  const fallback = valueOf(item, 'default');
  return {
    name,
    type: type ?? 'string',
    place: valueOf(item, 'name')?.place ?? item.place,
    ...(fallback && { default: fallback }),
    ...(values && { values: itemsOf(values).map(each => textOf(each) ?? '') }),
  };
}
