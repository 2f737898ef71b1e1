import { CompileProblems } from '../CompileProblems';
import {
  CompiledParameter,
  CompiledPipeline,
  UsedTemplate,
} from '../CompiledPipeline';
import { implicitStageName } from '../normalise/normalisePipeline';
import { itemsOf, textOf, valueOf, YamlMapping, YamlTree } from '../YamlTree';
import { readPool } from './readPool';
import { readResources } from './readResources';
import { readLockBehavior, readStages } from './readStages';
import { readBoolean } from './readValues';
import { readVariables } from './readVariables';

/** Reads a pipeline in its full form: see `normalisePipeline`. */
export function readPipeline(
  root: YamlMapping,
  options: {
    readonly parameters: readonly CompiledParameter[];
    readonly templates: readonly UsedTemplate[];
    readonly problems: CompileProblems;
  },
): CompiledPipeline {
  const { parameters, templates, problems } = options;
  const resourcesTree = valueOf(root, 'resources');
  const resources = readResources(resourcesTree, problems);
  const stages = readStages(valueOf(root, 'stages'), {
    root: root.place,
    context: {
      problems,
      pool: readPool(valueOf(root, 'pool')) ?? { kind: 'default' },
      repositories: aliasesOf(resources.repositories),
      pipelines: aliasesOf(resources.pipelines),
      containers: readContainers(resourcesTree),
    },
  });
  const name = textOf(valueOf(root, 'name'));
  const lockBehavior = readLockBehavior(valueOf(root, 'lockBehavior'));
  return {
    ...(name && { name }),
    appendCommitMessageToRunName: readBoolean(
      valueOf(root, 'appendCommitMessageToRunName'),
      true,
    ),
    parameters,
    resources,
    variables: readVariables(valueOf(root, 'variables')),
    ...(lockBehavior && { lockBehavior }),
    stages,
    templates,
    hasImplicitStage:
      stages.length === 1 && stages[0].name === implicitStageName,
  };
}

function aliasesOf(
  resources: readonly { readonly alias: string }[],
): ReadonlySet<string> {
  return new Set(resources.map(({ alias }) => alias.toLowerCase()));
}

function readContainers(
  tree: YamlTree | undefined,
): ReadonlyMap<string, string> {
  return new Map(
    itemsOf(valueOf(tree, 'containers')).map(item => [
      (textOf(valueOf(item, 'container')) ?? '').toLowerCase(),
      textOf(valueOf(item, 'image')) ?? '',
    ]),
  );
}
