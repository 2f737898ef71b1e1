import { compileTree } from './compileTree';
import { CompiledPipeline } from './CompiledPipeline';
import { parseYamlTree } from './parseYamlTree';
import { CompileProblem, PipelineSource } from './PipelineSource';

export interface CompileOptions {
  /** The repository of the pipeline at the commit of the run. */
  readonly source: PipelineSource;
  /** The pipeline's file, from the root of the repository; a leading slash does no harm. */
  readonly path: string;
  /** Takes the place of the file, as `yamlOverride` of a preview does. */
  readonly text?: string;
  /** Runtime parameters as REST gives them: text; an object or a list as YAML or JSON. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Variables that are known before the run starts, such as `Build.SourceBranch`. */
  readonly variables: Readonly<Record<string, string>>;
}

export type CompileResult =
  | {
      readonly kind: 'compiled';
      readonly pipeline: CompiledPipeline;
      /** The final YAML: no templates, no expressions, no shortcuts. */
      readonly yaml: string;
    }
  | {
      readonly kind: 'invalid';
      readonly problems: readonly CompileProblem[];
    };

/**
 * Compiles a pipeline as the service does before it queues a run.
 *
 * Everything that is wrong with the files comes back as problems; it rejects
 * only if the source cannot be read.
 */
export async function compilePipeline(
  options: CompileOptions,
): Promise<CompileResult> {
  const file = `/${options.path.replace(/^\/+/, '')}`;
  const text = options.text ?? (await options.source.read(file.slice(1)));
  if (text === undefined) {
    return {
      kind: 'invalid',
      problems: [{ file, message: `File ${file} not found.` }],
    };
  }
  const parsed = parseYamlTree(text, file);
  if (parsed.kind === 'invalid') {
    return parsed;
  }
  return compileTree(parsed.tree, { ...options, file });
}
