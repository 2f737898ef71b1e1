/** Where the compiler reads files: one repository at one commit. */
export interface PipelineSource {
  /** Text of a file, or undefined where there is none. The path has no leading slash. */
  read(path: string): Promise<string | undefined>;
  /**
   * The repository behind a repository resource.
   *
   * @returns undefined if there is no such repository, or its branch is missing.
   */
  open(repository: {
    readonly type: string;
    readonly name: string;
    readonly ref?: string;
  }): Promise<PipelineSource | undefined>;
}

/** A mistake in a pipeline, where it is. Lines and columns start at 1. */
export interface CompileProblem {
  /** With a leading slash, and `@alias` behind it for another repository. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Without the place; {@link describeProblem} puts it in front. */
  readonly message: string;
}

/** As Azure DevOps writes it: `/azure-pipelines.yml (Line: 3, Col: 5): Unexpected value 'stepz'`. */
export function describeProblem(problem: CompileProblem): string {
  const { file, line, column, message } = problem;
  return line === undefined
    ? `${file}: ${message}`
    : `${file} (Line: ${line}, Col: ${column ?? 1}): ${message}`;
}
