/**
 * A pipeline as it stands after templates and `${{ }}` are gone: every stage,
 * job and step is spelled out, shortcuts (`script`, `bash`, `publish` …) have
 * become tasks, and defaults are filled in.
 *
 * It is plain JSON, because a run keeps it in the store.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema
 */
export interface CompiledPipeline {
  /** Format of the run's number, with `$(…)` still in it. */
  readonly name?: string;
  readonly appendCommitMessageToRunName: boolean;
  readonly parameters: readonly CompiledParameter[];
  readonly resources: CompiledResources;
  readonly variables: readonly CompiledVariable[];
  readonly lockBehavior?: LockBehavior;
  readonly stages: readonly CompiledStage[];
  /** Every template that was included, with how, for the required template check. */
  readonly templates: readonly UsedTemplate[];
  /** The root file has only jobs or only steps: it has one stage of no name of its own. */
  readonly hasImplicitStage: boolean;
}

export type LockBehavior = 'sequential' | 'runLatest';

export interface UsedTemplate {
  /** `self`, or the alias of a repository resource. */
  readonly repository: string;
  /** Path from the root of the repository, with a leading slash. */
  readonly path: string;
  readonly usage: 'extends' | 'stages' | 'jobs' | 'steps' | 'variables';
}

/** A runtime parameter with the value that this run has. */
export interface CompiledParameter {
  readonly name: string;
  readonly type: string;
  readonly value: JsonValue;
}

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type CompiledVariable =
  | {
      readonly kind: 'value';
      readonly name: string;
      /** May hold `$(…)` and `$[…]`, which are run-time expressions. */
      readonly value: string;
      readonly isReadOnly: boolean;
    }
  | { readonly kind: 'group'; readonly name: string };

export interface CompiledResources {
  readonly repositories: readonly RepositoryResource[];
  readonly pipelines: readonly PipelineResource[];
}

export interface RepositoryResource {
  readonly alias: string;
  /** `git` is Azure Repos. */
  readonly type: string;
  /** `repository` or `project/repository`. */
  readonly name: string;
  readonly ref?: string;
  readonly endpoint?: string;
}

export interface PipelineResource {
  readonly alias: string;
  readonly source: string;
  readonly project?: string;
  readonly version?: string;
  readonly branch?: string;
  readonly tags: readonly string[];
}

export interface CompiledStage {
  /** The identifier: `__default` for the stage of a file without stages. */
  readonly name: string;
  readonly displayName?: string;
  /** Names of stages; filled in: the stage before, unless `dependsOn` says otherwise. */
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly variables: readonly CompiledVariable[];
  readonly lockBehavior?: LockBehavior;
  readonly isSkippable: boolean;
  readonly trigger: 'automatic' | 'manual';
  readonly jobs: readonly CompiledJob[];
}

export interface CompiledJobBase {
  /** The identifier; `Job`, `Job_1`, … where the file has none. */
  readonly name: string;
  readonly displayName?: string;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  /** A boolean, or a run-time expression. */
  readonly continueOnError: boolean | string;
  readonly timeoutInMinutes: number | string;
  readonly cancelTimeoutInMinutes: number | string;
  readonly pool: CompiledPool;
  readonly container?: string;
  readonly workspaceClean?: 'outputs' | 'resources' | 'all';
  readonly variables: readonly CompiledVariable[];
}

export interface CompiledRegularJob extends CompiledJobBase {
  readonly kind: 'job';
  readonly strategy:
    | { readonly kind: 'single' }
    | {
        readonly kind: 'matrix';
        /** Legs by name, or a run-time expression that gives them. */
        readonly legs:
          | Readonly<Record<string, Readonly<Record<string, string>>>>
          | string;
        readonly maxParallel?: number;
      }
    | { readonly kind: 'parallel'; readonly count: number | string };
  readonly steps: readonly CompiledStep[];
}

export interface CompiledDeploymentJob extends CompiledJobBase {
  readonly kind: 'deployment';
  readonly environment: {
    /** May hold `$(…)` of variables that are known before the stage starts. */
    readonly name: string;
    readonly resourceName?: string;
    readonly resourceType?: string;
    readonly tags: readonly string[];
  };
  readonly strategy: 'runOnce' | 'rolling' | 'canary';
  /** `maxParallel` or `increments`, as they were written. */
  readonly strategySettings: { readonly [name: string]: JsonValue };
  readonly hooks: readonly CompiledHook[];
}

export type HookName =
  | 'preDeploy'
  | 'deploy'
  | 'routeTraffic'
  | 'postRouteTraffic'
  | 'onSuccess'
  | 'onFailure';

export interface CompiledHook {
  readonly hook: HookName;
  readonly pool?: CompiledPool;
  /**
   * The agent downloads all artifacts first: so for `deploy`, unless its steps
   * download by themselves or say `download: none`.
   */
  readonly downloadsArtifacts: boolean;
  readonly steps: readonly CompiledStep[];
}

export type CompiledJob = CompiledRegularJob | CompiledDeploymentJob;

export type CompiledPool =
  /** The queue of the pipeline's definition. */
  | { readonly kind: 'default' }
  | { readonly kind: 'server' }
  | { readonly kind: 'hosted'; readonly image: string }
  | {
      readonly kind: 'named';
      readonly name: string;
      readonly image?: string;
      readonly demands: readonly string[];
    };

export interface CompiledStep {
  readonly name?: string;
  readonly displayName?: string;
  readonly condition?: string;
  /** `enabled: false` leaves a step out of the run. */
  readonly enabled: boolean;
  readonly continueOnError: boolean | string;
  readonly timeoutInMinutes: number | string;
  readonly retryCountOnTaskFailure: number | string;
  readonly environment: Readonly<Record<string, string>>;
  readonly action: CompiledAction;
}

export type CompiledAction =
  | {
      readonly kind: 'checkout';
      /** `self`, `none`, the alias of a repository resource, or `git://project/repository@ref`. */
      readonly repository: string;
      readonly options: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'task';
      /** For example `CmdLine`, `Bash`, `PowerShell`, `UsePythonVersion`, `DownloadPipelineArtifact`. */
      readonly name: string;
      /** Major version, as it stands behind the `@`. */
      readonly version: string;
      readonly inputs: Readonly<Record<string, string>>;
    };
