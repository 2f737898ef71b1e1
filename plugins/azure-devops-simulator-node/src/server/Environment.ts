import { BareRepositories } from '../git/BareRepositories';
import { PipelineRuns } from '../runs/PipelineRuns';
import { HookDeliveries } from '../serviceHooks/HookDeliveries';
import { Store } from '../store/Store';
import { Triggers } from '../triggers/Triggers';

/** What changes from run to run, passed in so that tests can fix it. */
export interface Randomness {
  uuid(): string;
}

/** Everything a handler works with. */
export interface SimulatorEnvironment {
  readonly store: Store;
  readonly repositories: BareRepositories;
  readonly now: () => Date;
  readonly random: Randomness;
  /** Folder of the artifacts that runs publish: `<build id>/<artifact id>`. */
  readonly artifactsDirectory: string;
  /** Scheme, host and port at which this simulator answers. */
  readonly serverUrl: () => string;
  /** Sends events to those who have subscribed to them. */
  readonly hooks: HookDeliveries;
  /** What follows from pushes and from runs that have ended. */
  readonly triggers: Triggers;
  /** Carries runs out. */
  readonly runs: PipelineRuns;
}
