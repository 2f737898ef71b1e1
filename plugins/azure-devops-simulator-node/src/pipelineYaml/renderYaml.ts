import { Document } from 'yaml';
import { YamlTree } from './YamlTree';

/** A tree as YAML text: two spaces, no line folding, quotes only where they are needed. */
export function renderYaml(tree: YamlTree): string {
  return new Document(plainOf(tree), {
    schema: 'failsafe',
    aliasDuplicateObjects: false,
  }).toString({ indentSeq: false, lineWidth: 0 });
}

/** Maps keep the order of keys that look like numbers. */
function plainOf(tree: YamlTree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.text;
    case 'sequence':
      return tree.items.map(plainOf);
    default:
      return new Map(
        tree.entries.map(({ key, value }) => [key.text, plainOf(value)]),
      );
  }
}
