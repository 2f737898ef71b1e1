import { CompileProblem } from './PipelineSource';
import { YamlPlace } from './YamlTree';

/** More than this helps nobody. */
const mostProblems = 100;

/** Collects what is wrong with a pipeline, so that all of it is told at once. */
export class CompileProblems {
  private readonly found: CompileProblem[] = [];
  private readonly known = new Set<string>();

  /** The same mistake at the same place is told once, however often a template is included. */
  report(place: YamlPlace | { readonly file: string }, message: string): void {
    const problem: CompileProblem = {
      file: place.file,
      ...('line' in place && { line: place.line, column: place.column }),
      message,
    };
    const key = JSON.stringify(problem);
    if (this.found.length < mostProblems && !this.known.has(key)) {
      this.known.add(key);
      this.found.push(problem);
    }
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  get count(): number {
    return this.found.length;
  }

  /** In the order of files as they were read, and of lines within a file. */
  list(): readonly CompileProblem[] {
    const files = [...new Set(this.found.map(problem => problem.file))];
    return [...this.found].sort(
      (a, b) =>
        files.indexOf(a.file) - files.indexOf(b.file) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0),
    );
  }
}
