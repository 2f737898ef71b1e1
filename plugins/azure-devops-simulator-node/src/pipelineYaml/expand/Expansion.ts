import { CompileBudget, LimitPassed } from '../compileLimits';
import { CompileProblems } from '../CompileProblems';
import { UsedTemplate } from '../CompiledPipeline';
import { PipelineSource } from '../PipelineSource';
import { YamlPlace, YamlTree } from '../YamlTree';
import { ScopedNode } from './ScopedNode';
import { TemplateRepositories } from './TemplateRepositories';

/** One file that is being expanded. */
export interface PipelineFile {
  /** Without a leading slash. */
  readonly path: string;
  /** With a leading slash, and `@alias` behind it. */
  readonly displayName: string;
  /** `self`, or the alias of a repository resource. */
  readonly repository: string;
  readonly source: PipelineSource;
  /** How many files it is included through. */
  readonly depth: number;
}

/** Turns lists of a file into lists without templates. */
export type ExpandList = (
  node: ScopedNode,
  environment: FileEnvironment,
) => Promise<readonly YamlTree[]>;

/** What belongs to the whole of a compilation. */
export interface Expansion {
  readonly problems: CompileProblems;
  readonly budget: CompileBudget;
  readonly repositories: TemplateRepositories;
  readonly templates: UsedTemplate[];
  /** By display name. */
  readonly files: Map<string, YamlTree>;
  readonly expanders: Readonly<Record<'steps' | 'jobs' | 'stages', ExpandList>>;
}

export interface FileEnvironment {
  readonly expansion: Expansion;
  readonly file: PipelineFile;
}

/** Ends a compilation at once, with the place where a limit was passed. */
export class ExpansionStopped extends LimitPassed {
  constructor(message: string, readonly place: YamlPlace) {
    super(message);
  }
}
