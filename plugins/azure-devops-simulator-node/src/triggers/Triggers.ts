import { UserRecord } from '../store/records';
import { PushCommand } from '../git/pushCommands';

/** References of a repository that have moved, and who moved them. */
export interface RecordedPush {
  readonly repositoryId: string;
  readonly pushId: string;
  readonly user: UserRecord;
  readonly updates: readonly PushCommand[];
}

/** What follows from things that have happened; each call resolves once all of it is done. */
export interface Triggers {
  /** Brings pull requests up to date and starts the pipelines that the push triggers. */
  pushed(push: RecordedPush): Promise<void>;
  /**
   * A run has ended, in whatever way: to be called once after the build record
   * says `completed`. Starts the runs that wait for it, and completes pull
   * requests that only waited for this build.
   */
  completed(buildId: string): Promise<void>;
}
