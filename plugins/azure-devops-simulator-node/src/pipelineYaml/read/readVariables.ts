import { CompiledVariable } from '../CompiledPipeline';
import { entriesOf, itemsOf, textOf, valueOf, YamlTree } from '../YamlTree';
import { readBoolean } from './readValues';

/** Rule: yaml-schema, variables. */
export function readVariables(
  tree: YamlTree | undefined,
): readonly CompiledVariable[] {
  if (tree?.kind === 'mapping') {
    return entriesOf(tree).map(({ key, value }) => ({
      kind: 'value',
      name: key.text,
      value: textOf(value) ?? '',
      isReadOnly: false,
    }));
  }
  return itemsOf(tree).map(readVariable);
}

function readVariable(tree: YamlTree): CompiledVariable {
  const group = textOf(valueOf(tree, 'group'));
  return group === undefined
    ? {
        kind: 'value',
        name: textOf(valueOf(tree, 'name')) ?? '',
        value: textOf(valueOf(tree, 'value')) ?? '',
        isReadOnly: readBoolean(valueOf(tree, 'readonly'), false),
      }
    : { kind: 'group', name: group };
}
