import { JobAgent } from '../agent/JobAgent';
import { JobListener, TaskResult } from '../agent/JobListener';
import { JobRequest } from '../agent/JobRequest';

/** What a job of a test does; steps that it does not end succeed after it. */
export type JobScript = (job: {
  readonly request: JobRequest;
  readonly listener: JobListener;
  readonly signal: AbortSignal;
}) => Promise<TaskResult | undefined> | TaskResult | undefined;

const time = '2026-03-01T10:00:00.0000000Z';

/** Ends a step with outputs, for scripts. */
export function completeStep(
  listener: JobListener,
  recordId: string,
  outputs: Readonly<Record<string, string>> = {},
): void {
  listener.stepStarted(recordId, 'Scripted');
  listener.stepCompleted(recordId, {
    result: 'succeeded',
    issues: [],
    outputVariables: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [
        name,
        { value, isSecret: false },
      ]),
    ),
  });
}

/** Waits until the job is cancelled. */
export function untilAborted(signal: AbortSignal): Promise<TaskResult> {
  return new Promise(resolve => {
    const done = () => resolve('canceled');
    if (signal.aborted) {
      done();
    } else {
      signal.addEventListener('abort', done, { once: true });
    }
  });
}

/** An agent that does what a test says, by the name of the job (`stage.job.leg`); others succeed at once. */
export class ScriptedAgent implements JobAgent {
  readonly name = 'Scripted agent';
  readonly requests: JobRequest[] = [];
  readonly #scripts: Readonly<Record<string, JobScript>>;

  constructor(scripts: Readonly<Record<string, JobScript>> = {}) {
    this.#scripts = scripts;
  }

  async run(
    request: JobRequest,
    options: { readonly listener: JobListener; readonly signal: AbortSignal },
  ): Promise<TaskResult> {
    this.requests.push(request);
    const [name] = Object.keys(this.#scripts)
      .filter(
        script =>
          request.name === script || request.name.startsWith(`${script}.`),
      )
      .sort((left, right) => right.length - left.length);
    const result = await this.#scripts[name]?.({ request, ...options });
    if (result !== undefined) {
      return result;
    }
    for (const { recordId, step } of request.steps) {
      options.listener.stepStarted(recordId, step.displayName ?? 'A step');
      options.listener.stepLogged(recordId, [`${time} Hello`]);
      options.listener.stepCompleted(recordId, {
        result: 'succeeded',
        issues: [],
        outputVariables: {},
      });
    }
    return 'succeeded';
  }

  async close(): Promise<void> {
    // It has no children.
  }

  /** Names of the jobs so far, in their order. */
  get names(): readonly string[] {
    return this.requests.map(({ name }) => name);
  }
}
