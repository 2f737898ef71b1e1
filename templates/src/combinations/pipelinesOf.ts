import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  compilePipeline,
  describeProblem,
  type CompiledPipeline,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';

/** A pipeline that provisioning makes, as the service would run it from main. */
export interface ProjectPipeline {
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  /** Why it cannot be compiled; none for one that can. */
  readonly problems: readonly string[];
  readonly pipeline?: CompiledPipeline;
  /** The final YAML, without templates and expressions. */
  readonly yaml?: string;
}

/**
 * The pipelines of a rendered project, those that others take runs of before
 * these, and otherwise in the order of its configuration.
 */
export async function pipelinesOf(options: {
  readonly directory: string;
  readonly repository: string;
}): Promise<readonly ProjectPipeline[]> {
  const { resources } = await readDesiredState(options);
  const compiled: ProjectPipeline[] = [];
  for (const { name, yamlFile } of resources.pipeline ?? []) {
    compiled.push({
      name,
      file: yamlFile,
      ...(await compile(options.directory, yamlFile)),
    });
  }
  return sourcesFirst(compiled);
}

async function compile(
  directory: string,
  file: string,
): Promise<Omit<ProjectPipeline, 'name' | 'file'>> {
  const result = await compilePipeline({
    source: {
      read: name =>
        fileSystem
          .readFile(path.join(directory, name), 'utf8')
          .catch(() => undefined),
      open: async () => undefined,
    },
    path: file,
    parameters: {},
    variables: { 'Build.SourceBranch': 'refs/heads/main' },
  });
  return result.kind === 'invalid'
    ? { problems: result.problems.map(describeProblem) }
    : { problems: [], pipeline: result.pipeline, yaml: result.yaml };
}

function sourcesFirst(
  pipelines: readonly ProjectPipeline[],
): readonly ProjectPipeline[] {
  const sorted: ProjectPipeline[] = [];
  const visit = (each: ProjectPipeline, waiting: readonly string[]): void => {
    if (sorted.includes(each) || waiting.includes(each.name)) {
      return;
    }
    const sources = each.pipeline?.resources.pipelines ?? [];
    for (const { source } of sources) {
      const before = pipelines.find(({ name }) => name === source);
      if (before) {
        visit(before, [...waiting, each.name]);
      }
    }
    sorted.push(each);
  };
  pipelines.forEach(each => visit(each, []));
  return sorted;
}
