import { CompileProblems } from '../CompileProblems';
import { refuseExpressions } from '../parameters/readDeclarations';
import { readRepository } from '../read/readResources';
import { entriesOf, itemsOf, valueOf, YamlTree } from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { expandTree } from './expandTree';
import { ScopedNode } from './ScopedNode';

/** Keys of resources whose values may hold expressions. Rule: yaml-schema, resources. */
const expandable = [
  'branch',
  'endpoint',
  'env',
  'image',
  'options',
  'ports',
  'ref',
  'tag',
  'version',
  'volumes',
];

/** Expands `resources`, and lets templates come from the repositories among them. */
export function expandResources(
  node: ScopedNode,
  { expansion }: FileEnvironment,
): YamlTree {
  const { problems, repositories } = expansion;
  if (node.kind === 'tree') {
    refuseIn(node.tree, problems);
  }
  const tree = expandTree(node, expansion);
  for (const item of itemsOf(valueOf(tree, 'repositories'))) {
    // What is wrong with a resource is told once the whole pipeline is read.
    const resource = readRepository(item, new CompileProblems());
    if (resource.alias !== '') {
      repositories.add(resource);
    }
  }
  return tree;
}

function refuseIn(tree: YamlTree, problems: CompileProblems): void {
  switch (tree.kind) {
    case 'scalar':
      refuseExpressions(tree, problems);
      break;
    case 'sequence':
      tree.items.forEach(item => refuseIn(item, problems));
      break;
    default:
      for (const { key, value } of entriesOf(tree)) {
        refuseExpressions(key, problems);
        if (!expandable.includes(key.text.toLowerCase())) {
          refuseIn(value, problems);
        }
      }
  }
}
