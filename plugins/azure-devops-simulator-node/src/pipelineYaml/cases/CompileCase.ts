import { compilePipeline, CompileResult } from '../compilePipeline';
import { CompiledStep } from '../CompiledPipeline';
import { describeProblem, PipelineSource } from '../PipelineSource';

/** Files by path, without a leading slash. */
export type CaseFiles = Readonly<Record<string, string>>;

/** One rule of pipeline files, with a pipeline that shows it. */
export interface CompileCase {
  readonly title: string;
  /** Page and section of the documentation. */
  readonly rule: string;
  /** The pipeline's own file, `azure-pipelines.yml`. */
  readonly pipeline: string;
  /** Other files of the repository. */
  readonly files?: CaseFiles;
  /** Other repositories, by name; with `@ref` for a branch. */
  readonly repositories?: Readonly<Record<string, CaseFiles>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly expected: Expectation;
}

export type Expectation =
  /** Every problem, as Azure DevOps writes it. */
  | { readonly problems: readonly string[] }
  /** The final YAML from `stages` on, or the whole of it. */
  | { readonly yaml: string }
  /** Scripts of the only job, in order. */
  | { readonly scripts: readonly string[] }
  /** A part of the compiled pipeline. */
  | { readonly pipeline: object };

export const mainFile = 'azure-pipelines.yml';

export function sourceOf(
  files: CaseFiles,
  repositories: Readonly<Record<string, CaseFiles>> = {},
): PipelineSource {
  return {
    read: async path => (Object.hasOwn(files, path) ? files[path] : undefined),
    open: async ({ name, ref }) => {
      const key = ref === undefined ? name : `${name}@${ref}`;
      return Object.hasOwn(repositories, key)
        ? sourceOf(repositories[key], repositories)
        : undefined;
    },
  };
}

export function compileCase(each: CompileCase): Promise<CompileResult> {
  return compilePipeline({
    source: sourceOf(
      { ...each.files, [mainFile]: each.pipeline },
      each.repositories,
    ),
    path: mainFile,
    parameters: each.parameters ?? {},
    variables: each.variables ?? {},
  });
}

/** A result in the shape of what cases expect. */
export function outcomeOf(result: CompileResult) {
  return {
    problems:
      result.kind === 'invalid' ? result.problems.map(describeProblem) : [],
    scripts: scriptsOf(result),
    ...(result.kind === 'compiled' && {
      yaml: result.yaml,
      pipeline: result.pipeline,
    }),
  };
}

/** What the steps of all jobs run, in order. */
function scriptsOf(result: CompileResult): readonly string[] {
  const steps: readonly CompiledStep[] =
    result.kind === 'compiled'
      ? result.pipeline.stages.flatMap(stage =>
          stage.jobs.flatMap(job =>
            job.kind === 'job'
              ? job.steps
              : job.hooks.flatMap(hook => hook.steps),
          ),
        )
      : [];
  return steps.map(({ action }) =>
    action.kind === 'task'
      ? action.inputs.script ?? `${action.name}@${action.version}`
      : `checkout ${action.repository}`,
  );
}
