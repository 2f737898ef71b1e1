/** Where something stands. Lines and columns start at 1. */
export interface YamlPlace {
  /** With a leading slash, and `@alias` behind it for another repository. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A YAML document as Azure DevOps sees it: every scalar is text (`true` and
 * `3.10` stay as they were written), and every node knows its place.
 */
export type YamlTree = YamlScalar | YamlSequence | YamlMapping;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly place: YamlPlace;
  readonly text: string;
  /** An expression that could not be evaluated: told of already, so nothing more is said of it. */
  readonly isUnknown?: true;
}

export interface YamlSequence {
  readonly kind: 'sequence';
  readonly place: YamlPlace;
  readonly items: readonly YamlTree[];
}

export interface YamlMapping {
  readonly kind: 'mapping';
  readonly place: YamlPlace;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlTree;
}

export function scalar(text: string, place: YamlPlace): YamlScalar {
  return { kind: 'scalar', text, place };
}

/** Stands for a value that could not be found out. */
export function unknownScalar(place: YamlPlace): YamlScalar {
  return { kind: 'scalar', place, text: '', isUnknown: true };
}

export function sequence(
  items: readonly YamlTree[],
  place: YamlPlace,
): YamlSequence {
  return { kind: 'sequence', items, place };
}

export function mapping(
  entries: readonly YamlEntry[],
  place: YamlPlace,
): YamlMapping {
  return { kind: 'mapping', entries, place };
}

/** An entry whose key stands where its value does. */
export function entry(name: string, value: YamlTree): YamlEntry {
  return { key: scalar(name, value.place), value };
}

/** Keys of the schema are found whatever their case. */
export function entryOf(
  tree: YamlTree | undefined,
  name: string,
): YamlEntry | undefined {
  return tree?.kind === 'mapping'
    ? tree.entries.find(
        candidate => candidate.key.text.toLowerCase() === name.toLowerCase(),
      )
    : undefined;
}

export function valueOf(
  tree: YamlTree | undefined,
  name: string,
): YamlTree | undefined {
  return entryOf(tree, name)?.value;
}

/** Text of a scalar; undefined for everything else. */
export function textOf(tree: YamlTree | undefined): string | undefined {
  return tree?.kind === 'scalar' ? tree.text : undefined;
}

/** Items of a sequence; a single value counts as a list of one; nothing as an empty list. */
export function itemsOf(tree: YamlTree | undefined): readonly YamlTree[] {
  if (!tree || (tree.kind === 'scalar' && tree.text === '')) {
    return [];
  }
  return tree.kind === 'sequence' ? tree.items : [tree];
}

export function entriesOf(tree: YamlTree | undefined): readonly YamlEntry[] {
  return tree?.kind === 'mapping' ? tree.entries : [];
}
