import { Randomness } from '../server/Environment';

/** How long a child has after each signal when its step is stopped. */
export interface StopTimes {
  /** From SIGINT to SIGTERM. */
  readonly interruptMilliseconds: number;
  /** From SIGTERM to SIGKILL. */
  readonly terminateMilliseconds: number;
}

/** What an agent works with; everything of the host that it uses is in here. */
export interface AgentSettings {
  /** Agent.Name. */
  readonly name: string;
  /** Absolute path of Agent.WorkFolder. */
  readonly workDirectory: string;
  readonly clock: () => Date;
  readonly random: Randomness;
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  readonly machineName: string;
  /** What children may inherit from; only a short list of names is taken. */
  readonly hostEnvironment: Readonly<Record<string, string | undefined>>;
  /** Variables that every child gets on top, for instance `GIT_SSL_CAINFO`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folders that are searched for Python besides the PATH; a `*` stands for any name. */
  readonly pythonPlaces: readonly string[];
  /**
   * What UsePythonVersion does when this machine has no Python of the version: take the nearest one
   * and warn, or fail as the real agent does, which could download it first.
   */
  readonly otherPython: 'used' | 'refused';
  readonly stopTimes: StopTimes;
  /** How long lines may wait before the listener gets them. */
  readonly logMilliseconds: number;
  /** How long the output of a step may stay open after its process has ended. */
  readonly drainMilliseconds: number;
  /** The n-th retry of a task waits n² times as long. */
  readonly retryMilliseconds: number;
}
