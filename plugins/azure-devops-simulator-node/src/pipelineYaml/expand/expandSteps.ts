import { createListExpander } from './expandLists';
import { expandTree } from './expandTree';

/** Rule: process/templates, step templates. */
export const expandSteps = createListExpander(
  'steps',
  async (_entries, item, { expansion }) => expandTree(item, expansion),
);
