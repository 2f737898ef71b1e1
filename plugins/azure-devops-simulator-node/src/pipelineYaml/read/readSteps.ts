import { CompiledAction, CompiledStep } from '../CompiledPipeline';
import { itemsOf, textOf, valueOf, YamlMapping, YamlTree } from '../YamlTree';
import { ReadingContext } from './ReadingContext';
import {
  readBoolean,
  readBooleanOrExpression,
  readNumberOrExpression,
  readTextMapping,
} from './readValues';

/** Steps of the schema that nothing here can carry out. */
const notSimulated = ['downloadBuild', 'getPackage', 'reviewApp'];

/** The keys of a checkout step that say how to check out. */
const checkoutOptions = [
  'clean',
  'fetchDepth',
  'fetchFilter',
  'fetchTags',
  'lfs',
  'path',
  'persistCredentials',
  'sparseCheckoutDirectories',
  'sparseCheckoutPatterns',
  'submodules',
  'workspaceRepo',
];

/** Reads steps whose shortcuts are written out. */
export function readSteps(
  tree: YamlTree | undefined,
  context: ReadingContext,
): readonly CompiledStep[] {
  const names = new Set<string>();
  return itemsOf(tree).flatMap(item => {
    const step = item.kind === 'mapping' ? readStep(item, context) : undefined;
    const name = step?.name?.toLowerCase();
    if (name !== undefined && names.has(name)) {
      context.problems.report(
        valueOf(item, 'name')?.place ?? item.place,
        `The step name ${step?.name} appears more than once. Step names must be unique within a job.`,
      );
    }
    if (name !== undefined) {
      names.add(name);
    }
    return step ?? [];
  });
}

/** `download: none`, alone or beside other downloads. */
export function isDownload(tree: YamlTree): boolean {
  return (
    textOf(valueOf(tree, 'download')) !== undefined ||
    /^DownloadPipelineArtifact@/i.test(textOf(valueOf(tree, 'task')) ?? '')
  );
}

function readStep(
  step: YamlMapping,
  context: ReadingContext,
): CompiledStep | undefined {
  const { problems } = context;
  const action = readAction(step, context);
  if (!action) {
    return undefined;
  }
  refuseTarget(valueOf(step, 'target'), context);
  const optional = (name: 'name' | 'displayName' | 'condition') => {
    const text = textOf(valueOf(step, name));
    return text ? { [name]: text } : {};
  };
  const number = (name: string) =>
    readNumberOrExpression(valueOf(step, name), { fallback: 0, problems });
  return {
    ...optional('name'),
    ...optional('displayName'),
    ...optional('condition'),
    enabled: readBoolean(valueOf(step, 'enabled'), true),
    continueOnError: readBooleanOrExpression(
      valueOf(step, 'continueOnError'),
      problems,
    ),
    timeoutInMinutes: number('timeoutInMinutes'),
    retryCountOnTaskFailure: number('retryCountOnTaskFailure'),
    environment: readTextMapping(valueOf(step, 'env')),
    action,
  };
}

/** Rule: yaml-schema, steps.task, target. */
function refuseTarget(
  target: YamlTree | undefined,
  { problems }: ReadingContext,
): void {
  const text = textOf(target);
  if (target && text?.toLowerCase() !== 'host' && text !== '') {
    problems.report(
      target.place,
      `The step target '${
        text ?? textOf(valueOf(target, 'container')) ?? 'with restrictions'
      }' is not simulated: steps run on the host`,
    );
  }
}

function readAction(
  step: YamlMapping,
  context: ReadingContext,
): CompiledAction | undefined {
  const [{ key, value }] = step.entries;
  const kind = key.text.toLowerCase();
  const refused = notSimulated.find(name => name.toLowerCase() === kind);
  if (refused) {
    context.problems.report(
      key.place,
      `The step '${refused}' is not simulated. Use a script or a task in its place`,
    );
    return undefined;
  }
  if (kind === 'checkout') {
    return readCheckout(step, context);
  }
  return kind === 'task'
    ? readTask(step, { task: textOf(value) ?? '', context })
    : undefined;
}

function readCheckout(
  step: YamlMapping,
  { problems, repositories }: ReadingContext,
): CompiledAction {
  const [{ value }] = step.entries;
  const repository = textOf(value) || 'self';
  const isKnown =
    ['self', 'none'].includes(repository.toLowerCase()) ||
    /^[a-z]+:\/\//i.test(repository) ||
    repositories.has(repository.toLowerCase());
  if (!isKnown) {
    problems.report(
      value.place,
      `The checkout step references the repository '${repository}' which is not defined by the pipeline. Add it to resources.repositories`,
    );
  }
  const options = checkoutOptions.flatMap(name => {
    const text = textOf(valueOf(step, name));
    return text ? [[name, text] as const] : [];
  });
  return {
    kind: 'checkout',
    repository,
    options: Object.fromEntries(options),
  };
}

function readTask(
  step: YamlMapping,
  options: { readonly task: string; readonly context: ReadingContext },
): CompiledAction {
  const { task, context } = options;
  const [, name, version] = /^([^@]+)@(\d+)(?:\.\d+){0,2}$/.exec(task) ?? [];
  if (!name) {
    context.problems.report(
      step.entries[0].value.place,
      `A task is referenced as Name@Version, and '${task}' was found`,
    );
  }
  reportUnknownPipeline(step, context);
  return {
    kind: 'task',
    name: name ?? task,
    version: version ?? '',
    inputs: readTextMapping(valueOf(step, 'inputs')),
  };
}

/** `download: alias` has become inputs that name the alias. */
function reportUnknownPipeline(
  step: YamlMapping,
  { problems, pipelines }: ReadingContext,
): void {
  const project = valueOf(valueOf(step, 'inputs'), 'project');
  const [, alias] =
    /^\$\(resources\.pipeline\.(.+)\.projectID\)$/i.exec(
      textOf(project) ?? '',
    ) ?? [];
  if (project && alias && !pipelines.has(alias.toLowerCase())) {
    problems.report(
      project.place,
      `The pipeline resource '${alias}' is not defined. Add it to resources.pipelines`,
    );
  }
}
