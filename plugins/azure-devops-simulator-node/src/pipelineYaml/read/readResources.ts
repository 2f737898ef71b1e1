import { CompileProblems } from '../CompileProblems';
import {
  CompiledResources,
  PipelineResource,
  RepositoryResource,
} from '../CompiledPipeline';
import { itemsOf, textOf, valueOf, YamlTree } from '../YamlTree';
import { readTexts } from './readValues';

/** Rule: yaml-schema, resources; what a run has no use for is checked by the schema alone. */
export function readResources(
  tree: YamlTree | undefined,
  problems: CompileProblems,
): CompiledResources {
  const repositories = itemsOf(valueOf(tree, 'repositories'));
  const pipelines = itemsOf(valueOf(tree, 'pipelines'));
  reportTwice(repositories, { key: 'repository', problems });
  reportTwice(pipelines, { key: 'pipeline', problems });
  return {
    repositories: repositories.map(item => readRepository(item, problems)),
    pipelines: pipelines.map(readPipeline),
  };
}

export function readRepository(
  tree: YamlTree,
  problems: CompileProblems,
): RepositoryResource {
  const alias = textOf(valueOf(tree, 'repository')) ?? '';
  const name = textOf(valueOf(tree, 'name')) ?? '';
  if (name === '' && alias.toLowerCase() !== 'self') {
    problems.report(tree.place, 'Required property is missing: name');
  }
  return {
    alias,
    type: (textOf(valueOf(tree, 'type')) || 'git').toLowerCase(),
    name,
    ...optionalText(tree, 'ref'),
    ...optionalText(tree, 'endpoint'),
  };
}

function readPipeline(tree: YamlTree): PipelineResource {
  const alias = textOf(valueOf(tree, 'pipeline')) ?? '';
  return {
    alias,
    source: textOf(valueOf(tree, 'source')) || alias,
    ...optionalText(tree, 'project'),
    ...optionalText(tree, 'version'),
    ...optionalText(tree, 'branch'),
    tags: readTexts(valueOf(tree, 'tags')),
  };
}

function optionalText<Name extends string>(
  tree: YamlTree,
  name: Name,
): Partial<Record<Name, string>> {
  const text = textOf(valueOf(tree, name));
  const found: Partial<Record<Name, string>> = {};
  if (text) {
    found[name] = text;
  }
  return found;
}

function reportTwice(
  items: readonly YamlTree[],
  options: { readonly key: string; readonly problems: CompileProblems },
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const value = valueOf(item, options.key);
    const alias = textOf(value) ?? '';
    if (seen.has(alias.toLowerCase()) && value) {
      options.problems.report(
        value.place,
        `The ${options.key} resource ${alias} appears more than once. Aliases of ${options.key} resources must be unique`,
      );
    }
    seen.add(alias.toLowerCase());
  }
}
