import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  compilePipeline,
  describeProblem,
  type CompiledPipeline,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import type { JsonValue } from '@backstage/types';
import { parse } from 'yaml';

/** A pipeline that provisioning makes, as the service would run it from main. */
export interface ProjectPipeline {
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  /** Why it cannot be compiled; none for one that can. */
  readonly problems: readonly string[];
  /** What a run is asked for. */
  readonly parameters: readonly RuntimeParameter[];
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
  const environments = await environmentsOf(options.directory);
  const compiled: ProjectPipeline[] = [];
  for (const { name, yamlFile } of resources.pipeline ?? []) {
    compiled.push({
      name,
      file: yamlFile,
      ...(await compile(options.directory, yamlFile, environments)),
    });
  }
  return sourcesFirst(compiled);
}

const ENVIRONMENT_FOLDER = /^environment_(?<name>.+)$/;

/** The environments that a project has a folder for. */
async function environmentsOf(directory: string): Promise<readonly string[]> {
  const folder = path.join(directory, 'operation', 'configuration');
  const entries = await fileSystem.readdir(folder);
  return entries.flatMap(
    entry => ENVIRONMENT_FOLDER.exec(entry)?.groups?.name ?? [],
  );
}

/** A parameter that whoever starts a run is asked for. */
interface RuntimeParameter {
  readonly name: string;
  readonly default?: JsonValue;
  readonly values?: readonly string[];
}

/** The parameter of a pipeline whose environment is typed in rather than chosen. */
const TYPED_ENVIRONMENT = 'environment';

/**
 * As a run that takes what is offered first; the pipeline must compile with
 * everything else that is offered too, and with every environment if it asks
 * for the name of one.
 */
async function compile(
  directory: string,
  file: string,
  environments: readonly string[],
): Promise<Omit<ProjectPipeline, 'name' | 'file'>> {
  const parameters = await readParameters(path.join(directory, file));
  const first = Object.fromEntries(
    parameters.flatMap(({ name, values, default: preset }) =>
      preset === undefined && values ? [[name, values[0]]] : [],
    ),
  );
  const others = parameters.flatMap(({ name, values }) =>
    (values ?? (name === TYPED_ENVIRONMENT ? environments : [])).map(value => ({
      ...first,
      [name]: value,
    })),
  );
  const result = await compileWith(directory, file, first);
  const results = [result];
  for (const given of others) {
    results.push(await compileWith(directory, file, given));
  }
  const problems = results.flatMap(each =>
    each.kind === 'invalid' ? each.problems : [],
  );
  return {
    problems: [...new Set(problems.map(describeProblem))],
    parameters,
    ...(result.kind === 'compiled' && {
      pipeline: result.pipeline,
      yaml: result.yaml,
    }),
  };
}

function compileWith(
  directory: string,
  file: string,
  parameters: Readonly<Record<string, string>>,
) {
  return compilePipeline({
    source: {
      read: name =>
        fileSystem
          .readFile(path.join(directory, name), 'utf8')
          .catch(() => undefined),
      open: async () => undefined,
    },
    path: file,
    parameters,
    variables: { 'Build.SourceBranch': 'refs/heads/main' },
  });
}

async function readParameters(
  file: string,
): Promise<readonly RuntimeParameter[]> {
  const { parameters } = parse(await fileSystem.readFile(file, 'utf8'));
  return Array.isArray(parameters) ? parameters : [];
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
