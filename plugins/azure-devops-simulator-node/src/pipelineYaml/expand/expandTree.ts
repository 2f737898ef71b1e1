import {
  ExpressionValue,
  isArray,
  isObject,
} from '../../expressions/ExpressionValue';
import {
  mapping,
  sequence,
  YamlEntry,
  YamlMapping,
  YamlScalar,
  YamlTree,
} from '../YamlTree';
import { Branches } from './Branches';
import { evaluate, evaluateScalar } from './evaluateScalar';
import { Expansion } from './Expansion';
import { Directive, readDirective } from './readDirective';
import { Scope } from './Scope';
import { placeOf, scoped, ScopedEntry, ScopedNode } from './ScopedNode';

/** A node as far as it has to be known: a whole expression is replaced by what it gives. */
export function resolve(node: ScopedNode, expansion: Expansion): ScopedNode {
  return node.kind === 'tree' && node.tree.kind === 'scalar'
    ? scoped(evaluateScalar(node.tree, node.scope, expansion), node.scope)
    : node;
}

/** A node with everything in it expanded, and without regard to templates. */
export function expandTree(node: ScopedNode, expansion: Expansion): YamlTree {
  const resolved = resolve(node, expansion);
  expansion.budget.spendNode();
  if (resolved.kind === 'tree' && resolved.tree.kind === 'scalar') {
    return resolved.tree;
  }
  if (resolved.kind === 'tree' && resolved.tree.kind === 'sequence') {
    const items = [...expandItems(resolved, expansion)];
    return sequence(
      items.map(item => expandTree(item, expansion)),
      resolved.tree.place,
    );
  }
  return mapping(
    expandEntries(resolved, expansion).map(({ key, value }) => ({
      key,
      value: expandTree(value, expansion),
    })),
    placeOf(resolved),
  );
}

/**
 * The entries of a mapping, with directives carried out.
 *
 * What is no mapping has no entries; the schema tells of it.
 */
export function expandEntries(
  node: ScopedNode,
  expansion: Expansion,
): readonly ScopedEntry[] {
  if (node.kind === 'entries') {
    return node.entries;
  }
  return node.tree.kind === 'mapping'
    ? [...mappingEntries(node.tree, node.scope, expansion)]
    : [];
}

function* mappingEntries(
  tree: YamlMapping,
  scope: Scope,
  expansion: Expansion,
): Generator<ScopedEntry> {
  const branches = new Branches(expansion);
  for (const item of tree.entries) {
    expansion.budget.spendNode();
    const directive = readDirective(item.key.text);
    if (directive) {
      for (const value of carryOut(directive, item, {
        scope,
        branches,
        expansion,
      })) {
        yield* insertedEntries(value, expansion);
      }
    } else {
      branches.interrupt();
      const key = evaluateScalar(item.key, scope, expansion);
      if (key.kind === 'scalar') {
        yield { key, value: scoped(item.value, scope) };
      } else {
        expansion.problems.report(
          item.key.place,
          `A ${key.kind} was not expected`,
        );
      }
    }
  }
}

function insertedEntries(
  value: ScopedNode,
  expansion: Expansion,
): readonly ScopedEntry[] {
  const resolved = resolve(value, expansion);
  if (resolved.kind === 'tree' && resolved.tree.kind !== 'mapping') {
    const { tree } = resolved;
    if (tree.kind === 'sequence') {
      expansion.problems.report(tree.place, 'A sequence was not expected');
    } else if (tree.text !== '') {
      expansion.problems.report(tree.place, `Unexpected value '${tree.text}'`);
    }
    return [];
  }
  return expandEntries(resolved, expansion);
}

/**
 * The items of a sequence one after the other, with directives carried out and
 * lists in place of an item spliced in. Lazy, because a variable may be
 * used by the items behind it.
 */
export function* expandItems(
  node: ScopedNode,
  expansion: Expansion,
): Generator<ScopedNode> {
  if (node.kind === 'entries' || node.tree.kind !== 'sequence') {
    return;
  }
  const branches = new Branches(expansion);
  for (const item of node.tree.items) {
    expansion.budget.spendNode();
    if (isInsertion(item)) {
      yield* insertedItems(item, { scope: node.scope, branches, expansion });
    } else {
      branches.interrupt();
      const resolved = resolve(scoped(item, node.scope), expansion);
      const isSpliced =
        item.kind === 'scalar' &&
        resolved.kind === 'tree' &&
        resolved.tree.kind === 'sequence';
      if (isSpliced) {
        yield* expandItems(resolved, expansion);
      } else {
        yield resolved;
      }
    }
  }
}

/** An item whose keys are all directives; `insert` belongs to mappings alone. */
function isInsertion(item: YamlTree): item is YamlMapping {
  return (
    item.kind === 'mapping' &&
    item.entries.length > 0 &&
    item.entries.every(({ key }) => {
      const directive = readDirective(key.text);
      return directive !== undefined && directive.kind !== 'insert';
    })
  );
}

interface Insertion {
  readonly scope: Scope;
  readonly branches: Branches;
  readonly expansion: Expansion;
}

/** Lists are spliced in; the mappings of one item become one mapping. */
function* insertedItems(
  item: YamlMapping,
  insertion: Insertion,
): Generator<ScopedNode> {
  const { expansion } = insertion;
  const entries: ScopedEntry[] = [];
  for (const directiveEntry of item.entries) {
    const directive = readDirective(directiveEntry.key.text);
    const values = directive
      ? carryOut(directive, directiveEntry, insertion)
      : [];
    for (const value of values) {
      const resolved = resolve(value, expansion);
      if (resolved.kind === 'tree' && resolved.tree.kind === 'sequence') {
        yield* expandItems(resolved, expansion);
      } else {
        entries.push(...insertedEntries(resolved, expansion));
      }
    }
  }
  if (entries.length > 0) {
    yield { kind: 'entries', entries, place: entries[0].key.place };
  }
}

/** What a directive inserts: its value, once, for each element, or not at all. */
function* carryOut(
  directive: Directive,
  { key, value }: YamlEntry,
  { scope, branches, expansion }: Insertion,
): Generator<ScopedNode> {
  switch (directive.kind) {
    case 'malformed':
      branches.interrupt();
      expansion.problems.report(key.place, directive.message);
      break;
    case 'insert':
      branches.interrupt();
      yield scoped(value, scope);
      break;
    case 'each':
      branches.interrupt();
      for (const element of elementsOf(directive.collection, {
        key,
        scope,
        expansion,
      })) {
        expansion.budget.spendNode();
        yield scoped(value, scope.withLoop(directive.variable, element));
      }
      break;
    default:
      if (branches.takes(directive, key, scope)) {
        yield scoped(value, scope);
      }
  }
}

/** The elements of a list, or the pairs of a mapping. */
function elementsOf(
  collection: string,
  options: {
    readonly key: YamlScalar;
    readonly scope: Scope;
    readonly expansion: Expansion;
  },
): readonly ExpressionValue[] {
  const { key, scope, expansion } = options;
  const found = evaluate(collection, { scope, expansion, place: key.place });
  if (!found) {
    return [];
  }
  const { value } = found;
  if (isArray(value)) {
    return value;
  }
  if (isObject(value)) {
    return Object.entries(value).map(([name, item]) => ({
      key: name,
      value: item,
    }));
  }
  expansion.problems.report(
    key.place,
    `Expected a sequence or mapping. Actual value '${String(value ?? '')}'`,
  );
  return [];
}
