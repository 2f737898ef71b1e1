import { CompileProblems } from '../CompileProblems';
import { CompiledPool } from '../CompiledPipeline';

/** What readers of stages, jobs and steps are told. */
export interface ReadingContext {
  readonly problems: CompileProblems;
  /** The pool of the surrounding stage or pipeline. */
  readonly pool: CompiledPool;
  /** Aliases of repository resources, in lower case. */
  readonly repositories: ReadonlySet<string>;
  /** Aliases of pipeline resources, in lower case. */
  readonly pipelines: ReadonlySet<string>;
  /** Image of each container resource, by alias in lower case. */
  readonly containers: ReadonlyMap<string, string>;
}
