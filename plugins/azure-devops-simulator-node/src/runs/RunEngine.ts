import { SimulatorEnvironment } from '../server/Environment';
import { JobAgent } from '../agent/JobAgent';
import { applyStep, putBuild } from './applyStep';
import { JobDispatcher } from './JobDispatcher';
import { loadRunState } from './loadRunState';
import { nextSteps, readyJobs } from './nextSteps';
import { PipelineRuns } from './PipelineRuns';
import { poolOf } from './createJobRequest';
import { RunState } from './RunState';
import { runningServerJobs, runServerJob } from './serverJobs';
import { waitsForTime } from './waitsForTime';
import { abandonJobs } from './abandonJobs';
import { Timeline } from './Timeline';

type Basis = Omit<SimulatorEnvironment, 'runs'>;

/** How often runs that wait for a point in time are looked at. */
const tickMilliseconds = 200;
/** More steps than any real run takes: a guard against a mistake of the engine itself. */
const mostRounds = 10_000;

/** Carries runs out: takes the next steps of each, stores them, and hands jobs to the agent. */
export class RunEngine implements PipelineRuns {
  readonly #environment: Basis;
  readonly #dispatcher: JobDispatcher;
  readonly #onError: (error: unknown) => void;
  readonly #active = new Set<string>();
  readonly #woken = new Set<string>();
  readonly #timed = new Set<string>();
  readonly #announcements = new Set<Promise<void>>();
  #scheduled: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOpen = true;
  #whenSettled: (() => void)[] = [];

  constructor(options: {
    readonly environment: Basis;
    readonly agent?: JobAgent;
    readonly parallelJobs: number;
    readonly onError: (error: unknown) => void;
  }) {
    this.#environment = options.environment;
    this.#onError = options.onError;
    this.#dispatcher = new JobDispatcher({
      ...options,
      onEnd: buildId => {
        this.wake(buildId);
        // Its place on the agent is free for another run.
        this.wakeAll();
      },
    });
  }

  wake(buildId: string): void {
    if (!this.#isOpen) {
      return;
    }
    this.#active.add(buildId);
    this.#woken.add(buildId);
    this.#scheduled ??= setImmediate(() => this.#drain());
  }

  wakeAll(): void {
    for (const buildId of this.#active) {
      this.wake(buildId);
    }
  }

  cancel(buildId: string): void {
    const { store, now } = this.#environment;
    const build = store.get('build', buildId);
    if (!build || build.status === 'completed') {
      return;
    }
    if (!store.get('runPlan', buildId)) {
      putBuild(this.#environment, {
        ...build,
        status: 'completed',
        result: 'canceled',
        finishTime: now().toISOString(),
      });
      return;
    }
    putBuild(this.#environment, { ...build, status: 'cancelling' });
    this.#dispatcher.cancel(buildId);
    this.#active.add(buildId);
    this.#advance(buildId);
  }

  cancelStage(buildId: string, stageId: string): void {
    new Timeline(this.#environment, buildId).change(stageId, {
      isCancelling: true,
    });
    this.#dispatcher.cancel(buildId, stageId);
    this.#active.add(buildId);
    this.#advance(buildId);
  }

  settled(): Promise<void> {
    return new Promise(resolve => {
      this.#whenSettled.push(resolve);
      this.#settle();
    });
  }

  resume(): void {
    for (const buildId of abandonJobs(this.#environment)) {
      this.wake(buildId);
    }
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    clearImmediate(this.#scheduled);
    clearInterval(this.#timer);
    await this.#dispatcher.close();
    await Promise.allSettled(this.#announcements);
    this.#whenSettled.forEach(resolve => resolve());
  }

  #drain(): void {
    this.#scheduled = undefined;
    const woken = [...this.#woken];
    this.#woken.clear();
    for (const buildId of woken) {
      this.#advance(buildId);
    }
    this.#settle();
  }

  #settle(): void {
    if (
      this.#woken.size === 0 &&
      this.#dispatcher.runningJobs === 0 &&
      this.#announcements.size === 0
    ) {
      const resolvers = this.#whenSettled;
      this.#whenSettled = [];
      resolvers.forEach(resolve => resolve());
    }
  }

  #advance(buildId: string): void {
    try {
      this.#takeSteps(buildId);
    } catch (error) {
      this.#fail(buildId, error);
    }
  }

  #takeSteps(buildId: string): void {
    const { store } = this.#environment;
    for (let round = 0; round < mostRounds; round++) {
      const state = loadRunState(this.#environment, buildId);
      if (!state || state.build.status === 'completed') {
        this.#forget(buildId);
        return;
      }
      const hasChanged = store.transaction(
        () =>
          nextSteps(state).filter(step =>
            applyStep(this.#environment, state, step),
          ).length > 0,
      );
      if (!hasChanged && !this.#startJobs(state)) {
        this.#watchTime(state);
        return;
      }
    }
    throw new Error(`The run ${buildId} does not come to rest`);
  }

  /** Starts what can start; true if something has changed by it. */
  #startJobs(state: RunState): boolean {
    let hasChanged = false;
    for (const place of runningServerJobs(state)) {
      hasChanged = runServerJob(this.#environment, place) || hasChanged;
    }
    for (const place of readyJobs(state)) {
      const whole = { ...place, state };
      if (poolOf(whole).kind === 'server') {
        this.#markStarted(state.build.id);
        hasChanged = runServerJob(this.#environment, whole) || hasChanged;
      } else if (this.#dispatcher.canStart()) {
        this.#markStarted(state.build.id);
        this.#dispatcher.start(whole);
        hasChanged = true;
      }
    }
    return hasChanged;
  }

  #markStarted(buildId: string): void {
    const { store, now } = this.#environment;
    const build = store.get('build', buildId);
    if (build?.status === 'notStarted') {
      putBuild(this.#environment, {
        ...build,
        status: 'inProgress',
        startTime: now().toISOString(),
      });
    }
  }

  #watchTime(state: RunState): void {
    if (waitsForTime(state)) {
      this.#timed.add(state.build.id);
      this.#timer ??= setInterval(() => {
        this.#timed.forEach(buildId => this.wake(buildId));
      }, tickMilliseconds).unref();
    } else {
      this.#timed.delete(state.build.id);
    }
  }

  #forget(buildId: string): void {
    this.#timed.delete(buildId);
    const build = this.#environment.store.get('build', buildId);
    if (!this.#active.delete(buildId) || build?.status !== 'completed') {
      return;
    }
    // Locks and places on the agent that it held are free now.
    this.wakeAll();
    const announcement = this.#environment.triggers
      .completed(buildId)
      .catch(this.#onError)
      .finally(() => {
        this.#announcements.delete(announcement);
        this.#settle();
      });
    this.#announcements.add(announcement);
  }

  /** A mistake of the engine ends the run and is told on it. */
  #fail(buildId: string, error: unknown): void {
    this.#onError(error);
    const build = this.#environment.store.get('build', buildId);
    if (!build) {
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    putBuild(this.#environment, {
      ...build,
      status: 'completed',
      result: 'failed',
      finishTime: this.#environment.now().toISOString(),
      validationResults: [
        { result: 'error', message: `The simulator failed: ${message}` },
      ],
    });
    this.#forget(buildId);
  }
}
