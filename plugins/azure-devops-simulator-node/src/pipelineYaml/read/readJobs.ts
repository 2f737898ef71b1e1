import {
  CompiledJob,
  CompiledJobBase,
  CompiledRegularJob,
} from '../CompiledPipeline';
import { isValidIdentifier } from './identifiers';
import { readDeployment } from './readDeployment';
import { readPool } from './readPool';
import { ReadingContext } from './ReadingContext';
import { readSteps } from './readSteps';
import { readStrategy } from './readStrategy';
import {
  readBooleanOrExpression,
  readNumberOrExpression,
  readTexts,
} from './readValues';
import { readVariables } from './readVariables';
import { itemsOf, textOf, valueOf, YamlMapping, YamlTree } from '../YamlTree';

/** Defaults of the service. Rule: process/phases, timeouts. */
const defaultTimeoutMinutes = 60;
const defaultCancelTimeoutMinutes = 5;

export function readJobs(
  tree: YamlTree | undefined,
  context: ReadingContext,
): readonly CompiledJob[] {
  const names = new Set<string>();
  return itemsOf(tree).flatMap(item => {
    if (item.kind !== 'mapping') {
      return [];
    }
    const job = readJob(item, context);
    if (names.has(job.name.toLowerCase())) {
      context.problems.report(
        item.entries[0].value.place,
        `The job name ${job.name} appears more than once. Job names must be unique within a pipeline.`,
      );
    }
    names.add(job.name.toLowerCase());
    return [job];
  });
}

function readJob(job: YamlMapping, context: ReadingContext): CompiledJob {
  const base = readJobBase(job, context);
  const inner = { ...context, pool: base.pool };
  return valueOf(job, 'deployment')
    ? readDeployment(job, { base, context: inner })
    : readRegularJob(job, { base, context: inner });
}

function readRegularJob(
  job: YamlMapping,
  options: {
    readonly base: CompiledJobBase;
    readonly context: ReadingContext;
  },
): CompiledRegularJob {
  const { base, context } = options;
  const steps = readSteps(valueOf(job, 'steps'), context);
  if (steps.length === 0 && itemsOf(valueOf(job, 'steps')).length === 0) {
    context.problems.report(
      job.place,
      `Job ${base.name} must contain at least one step.`,
    );
  }
  return {
    kind: 'job',
    ...base,
    strategy: readStrategy(valueOf(job, 'strategy'), context.problems),
    steps,
  };
}

function readJobBase(
  job: YamlMapping,
  context: ReadingContext,
): CompiledJobBase {
  const { problems } = context;
  const [{ value }] = job.entries;
  const name = textOf(value) ?? '';
  if (!isValidIdentifier(name)) {
    problems.report(
      value.place,
      `Job name ${name} is not valid. Names may only contain alphanumeric characters and '_' and may not start with a number.`,
    );
  }
  const displayName = textOf(valueOf(job, 'displayName'));
  const condition = textOf(valueOf(job, 'condition'));
  const number = (key: string, fallback: number) =>
    readNumberOrExpression(valueOf(job, key), { fallback, problems });
  return {
    name,
    ...(displayName && { displayName }),
    dependsOn: readTexts(valueOf(job, 'dependsOn')),
    ...(condition && { condition }),
    continueOnError: readBooleanOrExpression(
      valueOf(job, 'continueOnError'),
      problems,
    ),
    timeoutInMinutes: number('timeoutInMinutes', defaultTimeoutMinutes),
    cancelTimeoutInMinutes: number(
      'cancelTimeoutInMinutes',
      defaultCancelTimeoutMinutes,
    ),
    pool: readPool(valueOf(job, 'pool')) ?? context.pool,
    ...readContainer(job, context),
    ...readWorkspace(job),
    variables: readVariables(valueOf(job, 'variables')),
  };
}

function readContainer(
  job: YamlMapping,
  { problems, containers }: ReadingContext,
): Pick<CompiledJobBase, 'container'> {
  const services = valueOf(job, 'services');
  if (services?.kind === 'mapping' && services.entries.length > 0) {
    problems.report(
      services.place,
      'Service containers are not simulated. Start what the job needs in a step',
    );
  }
  const tree = valueOf(job, 'container');
  const alias = textOf(tree) ?? textOf(valueOf(tree, 'alias'));
  const image = textOf(valueOf(tree, 'image'));
  const container =
    image ?? (alias && (containers.get(alias.toLowerCase()) ?? alias));
  return container ? { container } : {};
}

function readWorkspace(
  job: YamlMapping,
): Pick<CompiledJobBase, 'workspaceClean'> {
  const clean = textOf(valueOf(valueOf(job, 'workspace'), 'clean'));
  switch (clean?.toLowerCase()) {
    case 'outputs':
      return { workspaceClean: 'outputs' };
    case 'resources':
      return { workspaceClean: 'resources' };
    case 'all':
      return { workspaceClean: 'all' };
    default:
      return {};
  }
}
