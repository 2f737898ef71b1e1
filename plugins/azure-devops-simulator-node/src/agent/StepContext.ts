import { ChildOutcome } from './JobProcesses';
import { JobContext } from './JobContext';
import { TaskIssue, TaskResult } from './JobListener';
import { handleLoggingCommand } from './handleLoggingCommand';
import { parseLoggingCommand } from './loggingCommands';
import { mergeResults } from './mergeResults';
import { PlannedStep } from './PlannedStep';
import { stepEnvironment } from './stepEnvironment';
import { StepLog } from './StepLog';

export interface StepChild {
  readonly command: string;
  readonly parameters: readonly string[];
  /** System.DefaultWorkingDirectory unless it is set. */
  readonly directory?: string;
  /** On top of the step's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets the lines of the error stream instead of the log. */
  readonly onErrorLine?: (line: string) => void;
  /** Gets the lines of the output instead of the log. */
  readonly onOutputLine?: (line: string) => void;
}

/** The log of a real step shows no more of its issues either. */
const mostIssues = 100;

/** One step at work: its log, its issues, its children. */
export class StepContext {
  readonly job: JobContext;
  readonly step: PlannedStep;
  /** Aborted when the step has to stop. */
  readonly signal: AbortSignal;
  readonly #log: StepLog;
  readonly #issues: TaskIssue[] = [];
  readonly #outputs: Record<
    string,
    { readonly value: string; readonly isSecret: boolean }
  > = {};
  #work: Promise<void> = Promise.resolve();
  #ownResult: TaskResult = 'succeeded';

  constructor(options: {
    readonly job: JobContext;
    readonly step: PlannedStep;
    readonly signal: AbortSignal;
  }) {
    const { job, step } = options;
    this.job = job;
    this.step = step;
    this.signal = options.signal;
    this.#log = new StepLog({
      recordId: step.recordId,
      listener: job.listener,
      masker: job.masker,
      clock: job.settings.clock,
      waitMilliseconds: job.settings.logMilliseconds,
    });
  }

  get issues(): readonly TaskIssue[] {
    return this.#issues;
  }

  get outputs() {
    return this.#outputs;
  }

  /** The result that the step has asked for by `task.complete`. */
  get ownResult(): TaskResult {
    return this.#ownResult;
  }

  log(text: string): void {
    this.#log.write(text);
  }

  /** Seen only where System.Debug is on. */
  debug(text: string): void {
    if (this.job.variables.get('System.Debug')?.toLowerCase() === 'true') {
      this.#log.write(`##[debug]${text}`);
    }
  }

  /** Writes an issue to the log and keeps it for the timeline. */
  addIssue(issue: TaskIssue): void {
    this.#log.write(`##[${issue.type}]${issue.message}`);
    if (this.#issues.length < mostIssues) {
      this.#issues.push({
        ...issue,
        message: this.job.masker.mask(issue.message),
      });
    }
  }

  warn(message: string): void {
    this.addIssue({ type: 'warning', message });
  }

  addOutput(name: string, value: string, isSecret: boolean): void {
    this.#outputs[name] = { value, isSecret };
  }

  /** Makes the result worse, never better. */
  complete(result: TaskResult): void {
    this.#ownResult =
      result === 'skipped' && this.#ownResult === 'succeeded'
        ? 'skipped'
        : mergeResults(this.#ownResult, result);
  }

  /** A new attempt starts without what the one before has asked for. */
  resetResult(): void {
    this.#ownResult = 'succeeded';
  }

  /** A line of a child: a logging command is followed, anything else goes to the log. */
  takeLine(line: string): void {
    const command = parseLoggingCommand(line);
    if (!command) {
      this.#log.write(line);
      return;
    }
    this.debug(`Processed: ${line}`);
    try {
      const work = handleLoggingCommand(command, this);
      if (work) {
        // In their order, and without keeping the child waiting.
        this.#work = this.#work.then(work).catch(error => this.fail(error));
      }
    } catch (error) {
      // Such as a build number that cannot be: the command's fault, not the agent's.
      this.fail(error);
    }
  }

  /** Resolves once all that logging commands have asked for is done. */
  async workDone(): Promise<void> {
    await this.#work;
  }

  /** Makes an error the step's. */
  fail(error: unknown): void {
    this.addIssue({
      type: 'error',
      message: error instanceof Error ? error.message : String(error),
    });
    this.complete('failed');
  }

  /** Environment of the step's children. */
  environment(): Readonly<Record<string, string>> {
    return stepEnvironment({
      settings: this.job.settings,
      variables: this.job.variables,
      stepEnvironment: this.step.environment,
      prependedPaths: this.job.prependedPaths,
      lookupId: this.job.folders.lookupId,
    });
  }

  /** Runs a child; its lines go to the log. */
  async runChild(child: StepChild): Promise<ChildOutcome> {
    const onOutput =
      child.onOutputLine ?? ((line: string) => this.takeLine(line));
    const onError = child.onErrorLine ?? onOutput;
    const outcome = await this.job.processes.run({
      command: child.command,
      parameters: child.parameters,
      directory: child.directory ?? this.job.workingDirectory,
      environment: { ...this.environment(), ...child.environment },
      signal: this.signal,
      onLine: (line, source) =>
        source === 'output' ? onOutput(line) : onError(line),
    });
    if (outcome.leftOutputOpen && !outcome.wasStopped) {
      this.warn(
        `${child.command} has ended, but a process that it started still holds its output open; the step goes on without it.`,
      );
    }
    return outcome;
  }

  /** @throws what the listener threw when it got lines. */
  flush(): void {
    this.#log.flush();
  }
}
