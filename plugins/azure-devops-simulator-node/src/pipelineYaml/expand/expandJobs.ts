import { mapping, YamlEntry, YamlTree } from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { createListExpander, expandWhole, scopeOf } from './expandLists';
import { expandOwner } from './expandOwner';
import { expandSteps } from './expandSteps';
import { expandEntries, expandTree, resolve } from './expandTree';
import { placeOf, ScopedNode } from './ScopedNode';

/** Rule: process/templates, job templates. */
export const expandJobs = createListExpander(
  'jobs',
  async (entries, item, environment) =>
    entries.length === 0
      ? expandTree(item, environment.expansion)
      : expandOwner(entries, {
          scope: scopeOf(item, entries),
          place: placeOf(item),
          environment,
          values: { steps: expandStepList, strategy: expandStrategy },
        }),
);

export function expandStepList(
  node: ScopedNode,
  environment: FileEnvironment,
): Promise<YamlTree> {
  return expandWhole(node, { expandList: expandSteps, environment });
}

/** Steps of a deployment are in the hooks of its strategy; a matrix has none. */
async function expandStrategy(
  node: ScopedNode,
  environment: FileEnvironment,
): Promise<YamlTree> {
  const { expansion } = environment;
  const resolved = resolve(node, expansion);
  if (resolved.kind === 'tree' && resolved.tree.kind !== 'mapping') {
    return expandTree(resolved, expansion);
  }
  const entries: YamlEntry[] = [];
  for (const { key, value } of expandEntries(resolved, expansion)) {
    entries.push({
      key,
      value: await expandPart(key.text, value, environment),
    });
  }
  return mapping(entries, placeOf(resolved));
}

/** A leg of a matrix may have a variable of any name. */
async function expandPart(
  key: string,
  value: ScopedNode,
  environment: FileEnvironment,
): Promise<YamlTree> {
  switch (key.toLowerCase()) {
    case 'matrix':
      return expandTree(value, environment.expansion);
    case 'steps':
      return expandStepList(value, environment);
    default:
      return expandStrategy(value, environment);
  }
}
