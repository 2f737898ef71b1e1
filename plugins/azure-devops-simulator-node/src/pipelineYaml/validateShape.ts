import { CompileProblems } from './CompileProblems';
import {
  ChoiceShape,
  MappingShape,
  Shape,
  TextShape,
  VariantsShape,
} from './shapes/Shape';
import { YamlEntry, YamlMapping, YamlTree } from './YamlTree';

/** Tells of everything that the schema does not allow; its keys are written as it writes them. */
export function validateShape(
  tree: YamlTree,
  shape: Shape,
  problems: CompileProblems,
): void {
  if (tree.kind === 'scalar' && tree.isUnknown) {
    return;
  }
  switch (shape.kind) {
    case 'any':
      return;
    case 'text':
      validateText(tree, shape, problems);
      return;
    case 'sequence':
      if (tree.kind === 'sequence') {
        tree.items.forEach(item => validateShape(item, shape.of(), problems));
      } else if (!isEmpty(tree)) {
        refuseKind(tree, problems);
      }
      return;
    case 'choice':
      validateChoice(tree, shape, problems);
      return;
    case 'variants':
      validateVariants(tree, shape, problems);
      return;
    case 'mapping':
      if (tree.kind === 'mapping') {
        validateMapping(tree, shape, problems);
      } else if (!isEmpty(tree) || shape.required.length > 0) {
        refuseKind(tree, problems);
      }
      return;
    default:
      shape satisfies never;
  }
}

function isEmpty(tree: YamlTree): boolean {
  return tree.kind === 'scalar' && tree.text === '';
}

function refuseKind(tree: YamlTree, problems: CompileProblems): void {
  problems.report(
    tree.place,
    tree.kind === 'scalar'
      ? `Unexpected value '${tree.text}'`
      : `A ${tree.kind} was not expected`,
  );
}

function validateText(
  tree: YamlTree,
  shape: TextShape,
  problems: CompileProblems,
): void {
  if (tree.kind !== 'scalar') {
    refuseKind(tree, problems);
    return;
  }
  if (tree.text === '') {
    if (shape.isRequired) {
      problems.report(tree.place, 'Expected a non-empty string');
    }
    return;
  }
  // What a variable will hold is not known yet.
  if (/\$[([]/.test(tree.text)) {
    return;
  }
  const { values, pattern } = shape;
  const isListed = values?.some(
    value => value.toLowerCase() === tree.text.toLowerCase(),
  );
  if (isListed === false) {
    problems.report(tree.place, `Unexpected value '${tree.text}'`);
  }
  if (pattern && !pattern.expression.test(tree.text)) {
    problems.report(
      tree.place,
      `Unexpected value '${tree.text}'. ${pattern.hint}`,
    );
  }
}

function validateChoice(
  tree: YamlTree,
  shape: ChoiceShape,
  problems: CompileProblems,
): void {
  const chosen = shape[tree.kind];
  if (chosen) {
    validateShape(tree, chosen, problems);
  } else if (!isEmpty(tree)) {
    refuseKind(tree, problems);
  }
}

function validateVariants(
  tree: YamlTree,
  shape: VariantsShape,
  problems: CompileProblems,
): void {
  if (tree.kind !== 'mapping') {
    refuseKind(tree, problems);
    return;
  }
  const [first] = tree.entries;
  if (!first) {
    problems.report(
      tree.place,
      'Expected at least one key-value pair in the mapping',
    );
    return;
  }
  const name = first.key.text;
  if (!Object.hasOwn(shape.variants, name)) {
    problems.report(first.key.place, `Unexpected value '${name}'`);
    return;
  }
  validateMapping(tree, shape.variants[name], problems);
}

function validateMapping(
  tree: YamlMapping,
  shape: MappingShape,
  problems: CompileProblems,
): void {
  reportDuplicates(tree.entries, problems);
  for (const { key, value } of tree.entries) {
    const expected = Object.hasOwn(shape.properties, key.text)
      ? shape.properties[key.text]
      : shape.others;
    if (expected) {
      validateShape(value, expected, problems);
    } else {
      problems.report(key.place, `Unexpected value '${key.text}'`);
    }
  }
  const present = new Set(
    tree.entries.map(({ key }) => key.text.toLowerCase()),
  );
  for (const name of shape.required) {
    if (!present.has(name.toLowerCase())) {
      problems.report(tree.place, `Required property is missing: ${name}`);
    }
  }
}

function reportDuplicates(
  entries: readonly YamlEntry[],
  problems: CompileProblems,
): void {
  const seen = new Set<string>();
  for (const { key } of entries) {
    const name = key.text.toLowerCase();
    if (seen.has(name)) {
      problems.report(key.place, `'${key.text}' is already defined`);
    }
    seen.add(name);
  }
}
