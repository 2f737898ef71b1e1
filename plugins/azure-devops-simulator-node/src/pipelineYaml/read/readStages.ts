import { CompiledStage, LockBehavior } from '../CompiledPipeline';
import {
  itemsOf,
  textOf,
  valueOf,
  YamlMapping,
  YamlPlace,
  YamlTree,
} from '../YamlTree';
import { checkDependencies } from './checkDependencies';
import { isValidIdentifier } from './identifiers';
import { readJobs } from './readJobs';
import { readPool } from './readPool';
import { ReadingContext } from './ReadingContext';
import { readBoolean, readTexts } from './readValues';
import { readVariables } from './readVariables';

export function readStages(
  tree: YamlTree | undefined,
  options: { readonly context: ReadingContext; readonly root: YamlPlace },
): readonly CompiledStage[] {
  const { context, root } = options;
  const { problems } = context;
  const items = itemsOf(tree).filter(item => item.kind === 'mapping');
  const stages = items.map((item, index) =>
    readStage(item, { context, previous: items[index - 1] }),
  );
  const names = new Set<string>();
  stages.forEach(({ name }, index) => {
    if (names.has(name.toLowerCase())) {
      problems.report(
        items[index].entries[0].value.place,
        `The stage name ${name} appears more than once. Stage names must be unique within a pipeline.`,
      );
    }
    names.add(name.toLowerCase());
  });
  checkDependencies(
    stages.map(({ name, dependsOn }, index) => ({
      name,
      dependsOn,
      place: (valueOf(items[index], 'dependsOn') ?? items[index]).place,
    })),
    {
      kind: 'Stage',
      owner: 'The pipeline',
      ownerPlace: tree?.place ?? root,
      problems,
    },
  );
  return stages;
}

function readStage(
  stage: YamlMapping,
  options: {
    readonly context: ReadingContext;
    readonly previous: YamlMapping | undefined;
  },
): CompiledStage {
  const { context, previous } = options;
  const [{ value }] = stage.entries;
  const name = textOf(value) ?? '';
  if (!isValidIdentifier(name)) {
    context.problems.report(
      value.place,
      `Stage name ${name} is not valid. Names may only contain alphanumeric characters and '_' and may not start with a number.`,
    );
  }
  const displayName = textOf(valueOf(stage, 'displayName'));
  const condition = textOf(valueOf(stage, 'condition'));
  const dependsOn = valueOf(stage, 'dependsOn');
  const before = readTexts(previous?.entries[0].value);
  const lockBehavior = readLockBehavior(valueOf(stage, 'lockBehavior'));
  const isManual =
    textOf(valueOf(stage, 'trigger'))?.toLowerCase() === 'manual';
  return {
    name,
    ...(displayName && { displayName }),
    dependsOn: dependsOn ? readTexts(dependsOn) : before,
    ...(condition && { condition }),
    variables: readVariables(valueOf(stage, 'variables')),
    ...(lockBehavior && { lockBehavior }),
    isSkippable: readBoolean(valueOf(stage, 'isSkippable'), true),
    trigger: isManual ? 'manual' : 'automatic',
    jobs: readStageJobs(stage, { name, context }),
  };
}

function readStageJobs(
  stage: YamlMapping,
  options: { readonly name: string; readonly context: ReadingContext },
): CompiledStage['jobs'] {
  const { name, context } = options;
  const tree = valueOf(stage, 'jobs');
  const jobs = readJobs(tree, {
    ...context,
    pool: readPool(valueOf(stage, 'pool')) ?? context.pool,
  });
  const items = itemsOf(tree).filter(item => item.kind === 'mapping');
  checkDependencies(
    jobs.map((job, index) => ({
      name: job.name,
      dependsOn: job.dependsOn,
      place: (valueOf(items[index], 'dependsOn') ?? items[index]).place,
    })),
    {
      kind: 'Job',
      owner: `Stage ${name}`,
      ownerPlace: stage.place,
      problems: context.problems,
    },
  );
  return jobs;
}

export function readLockBehavior(
  tree: YamlTree | undefined,
): LockBehavior | undefined {
  switch (textOf(tree)?.toLowerCase()) {
    case 'sequential':
      return 'sequential';
    case 'runlatest':
      return 'runLatest';
    default:
      return undefined;
  }
}
