import { CompiledStep } from '../pipelineYaml/CompiledPipeline';

/** A job that is ready for an agent: everything it needs, and nothing it has to ask for. */
export interface JobRequest {
  readonly buildId: string;
  /** Record of the job in the timeline. */
  readonly recordId: string;
  /** For example `release.deploy`, for people. */
  readonly name: string;
  readonly organization: string;
  readonly project: string;
  readonly image?: string;
  readonly container?: string;
  readonly timeoutMinutes: number;
  readonly cancelTimeoutMinutes: number;
  readonly steps: readonly JobStepRequest[];
  /** Run-time expressions are evaluated already; `$(…)` are not. */
  readonly variables: Readonly<Record<string, JobVariable>>;
  /** `dependencies` and `stageDependencies` for conditions of steps, as plain JSON. */
  readonly dependencies: unknown;
  readonly stageDependencies: unknown;
  readonly repositories: Readonly<Record<string, JobRepository>>;
  /** Set for the jobs of a deployment: they check nothing out by themselves. */
  readonly isDeployment: boolean;
  /** The job begins with the artifacts of this run and of its pipeline resources. */
  readonly downloadsArtifacts?: boolean;
  /** A personal access token for this job alone; also the variable System.AccessToken. */
  readonly accessToken: string;
  /** Scheme, host and port of the simulator. */
  readonly serverUrl: string;
  /** What service connections hold, by their name, for the tasks that sign in with them. */
  readonly serviceConnections: Readonly<Record<string, JobServiceConnection>>;
}

export interface JobStepRequest {
  readonly recordId: string;
  readonly step: CompiledStep;
}

export interface JobVariable {
  readonly value: string;
  readonly isSecret?: boolean;
  readonly isReadOnly?: boolean;
}

/** A repository that a checkout may ask for, by `self` or its alias. */
export interface JobRepository {
  readonly id: string;
  readonly name: string;
  readonly cloneUrl: string;
  /** Full name, such as `refs/heads/main`. */
  readonly ref: string;
  readonly commit: string;
}

export interface JobServiceConnection {
  readonly id: string;
  readonly type: string;
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** `subscriptionId`, `environment` and what else describes the other side. */
  readonly data?: Readonly<Record<string, string>>;
}
