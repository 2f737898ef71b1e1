import {
  entriesOf,
  entry,
  entryOf,
  mapping,
  scalar,
  sequence,
  textOf,
  valueOf,
  YamlEntry,
  YamlMapping,
  YamlTree,
} from '../YamlTree';
import { soleJobProperties } from '../shapes/jobShapes';
import { normaliseSteps } from './normaliseSteps';

/** Name of the stage of a file that has none. */
export const implicitStageName = '__default';

/**
 * Brings a valid pipeline without templates into its one full form: stages
 * with jobs with steps, each with a name, and no shortcuts.
 */
export function normalisePipeline(root: YamlMapping): YamlMapping {
  const wrapped = wrapJobs(wrapSteps(root));
  return replaceValue(wrapped, 'stages', normaliseStages);
}

/** A file of steps has one job. Rule: yaml-schema, pipeline. */
function wrapSteps(root: YamlMapping): YamlMapping {
  const steps = entryOf(root, 'steps');
  if (!steps) {
    return root;
  }
  const { place } = steps.key;
  const names = [...Object.keys(soleJobProperties), 'pool'];
  const isOfJob = ({ key }: YamlEntry) =>
    names.some(name => name.toLowerCase() === key.text.toLowerCase());
  const job = mapping(
    [
      entry('job', scalar('Job', place)),
      ...root.entries.filter(each => isOfJob(each) && each !== steps),
      steps,
    ],
    place,
  );
  return mapping(
    [
      ...root.entries.filter(each => !isOfJob(each)),
      entry('jobs', sequence([job], place)),
    ],
    root.place,
  );
}

function wrapJobs(root: YamlMapping): YamlMapping {
  const jobs = entryOf(root, 'jobs');
  if (!jobs) {
    return root;
  }
  const { place } = jobs.key;
  const stage = mapping(
    [entry('stage', scalar(implicitStageName, place)), jobs],
    place,
  );
  return mapping(
    [
      ...root.entries.filter(each => each !== jobs),
      entry('stages', sequence([stage], place)),
    ],
    root.place,
  );
}

export function normaliseStages(tree: YamlTree): YamlTree {
  return nameItems(
    mapItems(tree, stage => replaceValue(stage, 'jobs', normaliseJobs)),
    { stage: 'Stage' },
  );
}

export function normaliseJobs(tree: YamlTree): YamlTree {
  return nameItems(mapItems(tree, normaliseJob), {
    job: 'Job',
    deployment: 'Deployment',
  });
}

export function normaliseJob(job: YamlMapping): YamlMapping {
  if (!entryOf(job, 'deployment')) {
    return replaceValue(job, 'steps', normaliseSteps);
  }
  const hook = (tree: YamlTree) =>
    tree.kind === 'mapping'
      ? replaceValue(tree, 'steps', normaliseSteps)
      : tree;
  return replaceValue(job, 'strategy', strategy =>
    mapValues(strategy, kind =>
      mapEntries(kind, ({ key, value }) => ({
        key,
        value:
          key.text.toLowerCase() === 'on'
            ? mapValues(value, hook)
            : hook(value),
      })),
    ),
  );
}

function mapItems(
  tree: YamlTree,
  change: (item: YamlMapping) => YamlTree,
): YamlTree {
  return tree.kind === 'sequence'
    ? sequence(
        tree.items.map(item => (item.kind === 'mapping' ? change(item) : item)),
        tree.place,
      )
    : tree;
}

function mapEntries(
  tree: YamlTree,
  change: (each: YamlEntry) => YamlEntry,
): YamlTree {
  return tree.kind === 'mapping'
    ? mapping(tree.entries.map(change), tree.place)
    : tree;
}

function mapValues(
  tree: YamlTree,
  change: (value: YamlTree) => YamlTree,
): YamlTree {
  return mapEntries(tree, ({ key, value }) => ({ key, value: change(value) }));
}

function replaceValue(
  tree: YamlMapping,
  name: string,
  change: (value: YamlTree) => YamlTree,
): YamlMapping {
  const found = entryOf(tree, name);
  return found
    ? mapping(
        tree.entries.map(each =>
          each === found ? { key: each.key, value: change(each.value) } : each,
        ),
        tree.place,
      )
    : tree;
}

/** Gives what has no name a free one: `Job`, `Job_1`, … */
function nameItems(
  tree: YamlTree,
  defaults: Readonly<Record<string, string>>,
): YamlTree {
  const taken = new Set<string>();
  for (const item of tree.kind === 'sequence' ? tree.items : []) {
    for (const kind of Object.keys(defaults)) {
      taken.add(textOf(valueOf(item, kind))?.toLowerCase() ?? '');
    }
  }
  const freeName = (base: string) => {
    let name = base;
    for (let next = 1; taken.has(name.toLowerCase()); next += 1) {
      name = `${base}_${next}`;
    }
    taken.add(name.toLowerCase());
    return name;
  };
  return mapItems(tree, item => {
    const [first] = entriesOf(item);
    const base = first && defaults[first.key.text.toLowerCase()];
    return base && textOf(first.value) === ''
      ? replaceValue(item, first.key.text, () =>
          scalar(freeName(base), first.value.place),
        )
      : item;
  });
}
