import { AgentSettings } from './AgentSettings';
import { agentVariables } from './agentVariables';
import { JobCancellation } from './JobCancellation';
import { JobFolders } from './JobFolders';
import { JobListener, TaskResult } from './JobListener';
import { JobProcesses } from './JobProcesses';
import { JobRequest } from './JobRequest';
import { JobVariables } from './JobVariables';
import { mergeResults, statusOf } from './mergeResults';
import { PlannedStep } from './PlannedStep';
import { SecretMasker } from './SecretMasker';
import { JobStatus } from './stepConditions';

/** What the steps of one job share. */
export class JobContext {
  readonly request: JobRequest;
  readonly settings: AgentSettings;
  readonly listener: JobListener;
  readonly folders: JobFolders;
  readonly cancellation: JobCancellation;
  readonly variables: JobVariables;
  readonly masker = new SecretMasker();
  readonly processes: JobProcesses;
  /** In front of the PATH of the steps to come. */
  readonly prependedPaths: string[] = [];
  /** What tasks leave to be done after all steps; the last one first. */
  readonly postSteps: PlannedStep[] = [];
  #result: TaskResult = 'succeeded';

  constructor(options: {
    readonly request: JobRequest;
    readonly settings: AgentSettings;
    readonly listener: JobListener;
    readonly folders: JobFolders;
    readonly cancellation: JobCancellation;
  }) {
    this.request = options.request;
    this.settings = options.settings;
    this.listener = options.listener;
    this.folders = options.folders;
    this.cancellation = options.cancellation;
    this.processes = new JobProcesses(
      options.settings,
      options.folders.lookupId,
    );
    this.variables = new JobVariables({
      'Agent.JobName': { value: options.request.name },
      ...options.request.variables,
      ...agentVariables(options.request, options.folders, options.settings),
    });
    this.masker.add(options.request.accessToken);
    for (const { value, isSecret } of this.variables.all()) {
      if (isSecret) {
        this.masker.add(value);
      }
    }
  }

  /** How the job stands; a job that was asked to stop is cancelled, whatever its steps say. */
  get result(): TaskResult {
    return this.cancellation.isRequested ? 'canceled' : this.#result;
  }

  get status(): JobStatus {
    return statusOf(this.result);
  }

  /** System.DefaultWorkingDirectory, which a checkout may move. */
  get workingDirectory(): string {
    return (
      this.variables.get('System.DefaultWorkingDirectory') ??
      this.folders.sources
    );
  }

  /** Takes the result of a step in. */
  addResult(result: TaskResult): void {
    this.#result = mergeResults(this.#result, result);
  }
}
