import { JobAgent } from '../agent/JobAgent';
import { JobRequest } from '../agent/JobRequest';
import { SimulatorEnvironment } from '../server/Environment';
import { createJobListener } from './createJobListener';
import { createJobRequest } from './createJobRequest';
import { deploymentEnded, deploymentStarted } from './deployments';
import { revokeJobTokens } from './jobToken';
import { JobPlace } from './jobVariables';
import { RecordResult } from './combineResults';
import { Timeline } from './Timeline';

export interface DispatcherOptions {
  readonly environment: Omit<SimulatorEnvironment, 'runs'>;
  readonly agent?: JobAgent;
  readonly parallelJobs: number;
  /** A job has ended: its run can go on, and another job can start. */
  readonly onEnd: (buildId: string) => void;
}

interface RunningJob {
  readonly buildId: string;
  readonly stageId: string;
  readonly controller: AbortController;
}

/** Hands jobs to the agent, so many at once, and writes down how they end. */
export class JobDispatcher {
  readonly #options: DispatcherOptions;
  readonly #running = new Map<string, RunningJob>();
  #isOpen = true;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  get runningJobs(): number {
    return this.#running.size;
  }

  canStart(): boolean {
    return (
      this.#isOpen &&
      this.#options.agent !== undefined &&
      this.#running.size < this.#options.parallelJobs
    );
  }

  start(place: JobPlace): void {
    const { environment, agent } = this.#options;
    if (!agent) {
      throw new Error('There is no agent to run jobs');
    }
    const { build } = place.state;
    const timeline = new Timeline(environment, build.id);
    const job = environment.store.transaction(() => {
      const record = timeline.start(place.job.id, { workerName: agent.name });
      deploymentStarted(environment, record.id);
      return record;
    });
    const request = this.#request(timeline, place);
    if (!request) {
      this.#options.onEnd(build.id);
      return;
    }
    const controller = new AbortController();
    this.#running.set(job.id, {
      buildId: build.id,
      stageId: place.stage.record.id,
      controller,
    });
    const listener = createJobListener({
      environment,
      timeline,
      job,
      isOpen: () => this.#isOpen,
    });
    agent.run(request, { listener, signal: controller.signal }).then(
      result => this.#end(timeline, job.id, result),
      error =>
        this.#end(
          timeline,
          job.id,
          controller.signal.aborted ? 'canceled' : 'failed',
          `The agent ${agent.name} failed: ${
            error instanceof Error ? error.message : String(error)
          }`,
        ),
    );
  }

  /** Asks the agent to stop the jobs of a run, or of one of its stages. */
  cancel(buildId: string, stageId?: string): void {
    for (const job of this.#running.values()) {
      if (
        job.buildId === buildId &&
        (stageId === undefined || job.stageId === stageId)
      ) {
        job.controller.abort();
      }
    }
  }

  /** What still runs is left as it is in the store: the next start finds it abandoned. */
  async close(): Promise<void> {
    this.#isOpen = false;
    for (const { controller } of this.#running.values()) {
      controller.abort();
    }
    await this.#options.agent?.close();
  }

  /** The job ends at once if what it needs cannot be worked out. */
  #request(timeline: Timeline, place: JobPlace): JobRequest | undefined {
    try {
      return createJobRequest(this.#options.environment, place);
    } catch (error) {
      this.#write(
        timeline,
        place.job.id,
        'failed',
        error instanceof Error ? error.message : String(error),
      );
      return undefined;
    }
  }

  #end(
    timeline: Timeline,
    jobId: string,
    result: RecordResult,
    message?: string,
  ): void {
    if (!this.#isOpen) {
      return;
    }
    this.#running.delete(jobId);
    this.#write(timeline, jobId, result, message);
    this.#options.onEnd(timeline.buildId);
  }

  #write(
    timeline: Timeline,
    jobId: string,
    result: RecordResult,
    message?: string,
  ): void {
    const { environment } = this.#options;
    environment.store.transaction(() => {
      if (!environment.store.get('timelineRecord', jobId)) {
        return; // The run has been deleted in the meantime.
      }
      timeline.endAll(jobId, result, message);
      deploymentEnded(environment, jobId, result);
      revokeJobTokens(environment, timeline.buildId, jobId);
    });
  }
}
