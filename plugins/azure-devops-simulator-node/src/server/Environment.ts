import { BareRepositories } from '../git/BareRepositories';
import { Store } from '../store/Store';

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
}
