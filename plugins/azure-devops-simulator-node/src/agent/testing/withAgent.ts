import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledStep } from '../../pipelineYaml/CompiledPipeline';
import { AgentOptions, createAgent } from '../createAgent';
import { JobAgent } from '../JobAgent';
import { TaskResult } from '../JobListener';
import { JobRequest } from '../JobRequest';
import { CollectingListener } from './CollectingListener';

export type StepDraft = Partial<Omit<CompiledStep, 'action'>> & {
  readonly action: CompiledStep['action'];
};

/** A step that runs a task. */
export function taskStep(
  task: string,
  inputs: Readonly<Record<string, string>>,
  more: Partial<CompiledStep> = {},
): StepDraft {
  const [name, version] = task.split('@');
  return { ...more, action: { kind: 'task', name, version, inputs } };
}

/** A `script` step. */
export function script(
  text: string,
  more: Partial<CompiledStep> = {},
): StepDraft {
  return taskStep('CmdLine@2', { script: text }, more);
}

const noCheckout: StepDraft = {
  action: { kind: 'checkout', repository: 'none', options: {} },
};

export interface AgentUnderTest {
  /** Runs steps; nothing is checked out unless a step says so. */
  run(
    steps: readonly StepDraft[],
    more?: Partial<JobRequest> & {
      readonly signal?: AbortSignal;
      readonly listener?: CollectingListener;
    },
  ): Promise<{
    readonly result: TaskResult;
    readonly listener: CollectingListener;
  }>;
  listener(buildId?: string): CollectingListener;
  readonly directory: string;
  readonly agent: JobAgent;
}

/** A request around steps. */
function requestOf(
  steps: readonly StepDraft[],
  more: Partial<JobRequest>,
): JobRequest {
  const checksOut = steps.some(({ action }) => action.kind === 'checkout');
  const all =
    checksOut || more.isDeployment || more.repositories?.self
      ? steps
      : [noCheckout, ...steps];
  return {
    buildId: '1',
    recordId: 'job',
    name: 'build.test',
    organization: 'contoso',
    project: 'machine-learning',
    timeoutMinutes: 60,
    cancelTimeoutMinutes: 5,
    variables: {},
    dependencies: {},
    stageDependencies: {},
    repositories: {},
    isDeployment: false,
    accessToken: 'token-of-this-job-alone',
    serverUrl: 'http://localhost',
    serviceConnections: {},
    ...more,
    steps: all.map((step, index) => ({
      recordId: `step${index}`,
      step: {
        enabled: true,
        continueOnError: false,
        timeoutInMinutes: 0,
        retryCountOnTaskFailure: 0,
        environment: {},
        ...step,
      },
    })),
  };
}

/** Gives an agent with a folder of its own to the tests of a block. */
export function withAgent(options: Partial<AgentOptions> = {}): AgentUnderTest {
  let directory: string;
  let agent: JobAgent;
  const listener = (buildId?: string) =>
    new CollectingListener(join(directory, 'artifacts'), buildId);
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-agent-'));
    agent = createAgent({
      workDirectory: join(directory, 'work'),
      clock: () => new Date('2026-01-31T09:30:00.123Z'),
      logMilliseconds: 20,
      stopTimes: { interruptMilliseconds: 300, terminateMilliseconds: 300 },
      drainMilliseconds: 500,
      retryMilliseconds: 1,
      ...options,
    });
  });
  afterAll(async () => {
    await agent.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  });
  return {
    get directory() {
      return directory;
    },
    get agent() {
      return agent;
    },
    listener,
    async run(steps, more = {}) {
      const {
        signal = new AbortController().signal,
        listener: collecting = listener(more.buildId),
        ...request
      } = more;
      const result = await agent.run(requestOf(steps, request), {
        listener: collecting,
        signal,
      });
      return { result, listener: collecting };
    },
  };
}
