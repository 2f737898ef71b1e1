import { JobListener } from '../agent/JobListener';
import { SimulatorEnvironment } from '../server/Environment';
import { BuildRecord } from '../store/records';
import { putTestRun } from './testResults';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now' | 'random'>;

const illegal = /["/:<>\\|?@*]|\.$/;

/** What jobs leave on their run: number, tags, test results, coverage, summaries. */
export class RunNotes {
  readonly #environment: Basis;
  readonly #buildId: string;

  constructor(environment: Basis, buildId: string) {
    this.#environment = environment;
    this.#buildId = buildId;
  }

  addTestRun(run: Parameters<JobListener['publishTestResults']>[0]): void {
    const { store, now } = this.#environment;
    const build = this.#build();
    const completed = now();
    putTestRun(store, {
      projectId: build.projectId,
      buildId: build.id,
      name: run.title,
      startedDate: new Date(
        completed.getTime() - run.durationMilliseconds,
      ).toISOString(),
      completedDate: completed.toISOString(),
      results: run.results,
    });
  }

  /** Reports of several jobs are added up. */
  setCoverage(summary: Parameters<JobListener['publishCoverage']>[0]): void {
    const { store } = this.#environment;
    const before = store.get('coverage', this.#buildId);
    store.put(
      'coverage',
      {
        id: this.#buildId,
        linesCovered: (before?.linesCovered ?? 0) + summary.linesCovered,
        linesTotal: (before?.linesTotal ?? 0) + summary.linesTotal,
        branchesCovered:
          (before?.branchesCovered ?? 0) + summary.branchesCovered,
        branchesTotal: (before?.branchesTotal ?? 0) + summary.branchesTotal,
      },
      { scope: this.#buildId },
    );
  }

  addSummary(summary: { readonly name: string; readonly text: string }): void {
    this.#environment.store.put(
      'runSummary',
      {
        id: this.#environment.random.uuid(),
        buildId: this.#buildId,
        ...summary,
      },
      { scope: this.#buildId },
    );
  }

  /** @throws Error for a number that Azure DevOps does not take. */
  renumber(number: string): void {
    if (number === '' || number.length > 255 || illegal.test(number)) {
      throw new Error(
        `The run number '${number}' cannot be used: it has up to 255 characters, none of " / : < > \\ | ? @ *, and does not end with a full stop.`,
      );
    }
    this.#change({ buildNumber: number });
  }

  addTag(tag: string): void {
    const { tags } = this.#build();
    if (!tags.includes(tag)) {
      this.#change({ tags: [...tags, tag] });
    }
  }

  #build(): BuildRecord {
    const build = this.#environment.store.get('build', this.#buildId);
    if (!build) {
      throw new Error(`The run ${this.#buildId} is gone`);
    }
    return build;
  }

  #change(change: Partial<BuildRecord>): void {
    const next = { ...this.#build(), ...change };
    this.#environment.store.put('build', next, { scope: next.projectId });
  }
}
