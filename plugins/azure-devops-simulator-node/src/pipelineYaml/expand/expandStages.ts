import { YamlTree } from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { expandJobs } from './expandJobs';
import { createListExpander, expandWhole, scopeOf } from './expandLists';
import { expandOwner } from './expandOwner';
import { expandTree } from './expandTree';
import { placeOf, ScopedNode } from './ScopedNode';

/** Rule: process/templates, stage templates. */
export const expandStages = createListExpander(
  'stages',
  async (entries, item, environment) =>
    entries.length === 0
      ? expandTree(item, environment.expansion)
      : expandOwner(entries, {
          scope: scopeOf(item, entries),
          place: placeOf(item),
          environment,
          values: { jobs: expandJobList },
        }),
);

export function expandJobList(
  node: ScopedNode,
  environment: FileEnvironment,
): Promise<YamlTree> {
  return expandWhole(node, { expandList: expandJobs, environment });
}

export function expandStageList(
  node: ScopedNode,
  environment: FileEnvironment,
): Promise<YamlTree> {
  return expandWhole(node, { expandList: expandStages, environment });
}
