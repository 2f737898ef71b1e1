import { CompileProblems } from '../CompileProblems';
import { readRepository } from '../read/readResources';
import { itemsOf, valueOf, YamlTree } from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { expandTree } from './expandTree';
import { refuseExpressions } from './refuseExpressions';
import { scoped, ScopedNode } from './ScopedNode';

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
  const checked =
    node.kind === 'tree'
      ? scoped(refuseExpressions(node.tree, problems, expandable), node.scope)
      : node;
  const tree = expandTree(checked, expansion);
  for (const item of itemsOf(valueOf(tree, 'repositories'))) {
    // What is wrong with a resource is told once the whole pipeline is read.
    const resource = readRepository(item, new CompileProblems());
    if (resource.alias !== '') {
      repositories.add(resource);
    }
  }
  return tree;
}
