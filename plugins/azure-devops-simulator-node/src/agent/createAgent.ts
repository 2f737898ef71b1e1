import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { AgentSettings } from './AgentSettings';
import { JobAgent } from './JobAgent';
import { JobCancellation } from './JobCancellation';
import { JobFolders, WorkFolders } from './JobFolders';
import { TaskResult } from './JobListener';
import { JobRequest } from './JobRequest';
import { endLostProcesses } from './lostProcesses';
import { runJob } from './runJob';

/** Where a Python that is not on the PATH may be. */
const usualPythonPlaces: readonly string[] = [
  '/opt/hostedtoolcache/Python/*/x64/bin',
  '/opt/python/*/bin',
  '/usr/local/bin',
  '/usr/bin',
  '/opt/homebrew/bin',
  '/Library/Frameworks/Python.framework/Versions/*/bin',
];

export type AgentOptions = Pick<AgentSettings, 'workDirectory' | 'clock'> &
  Partial<Omit<AgentSettings, 'workDirectory' | 'clock'>>;

function settingsOf(options: AgentOptions): AgentSettings {
  const { HOME } = process.env;
  return {
    name: 'Simulator agent',
    random: { uuid: randomUUID },
    platform: process.platform,
    architecture: process.arch,
    machineName: hostname(),
    hostEnvironment: process.env,
    environment: {},
    pythonPlaces: [
      ...usualPythonPlaces,
      ...(HOME ? [`${HOME}/.pyenv/versions/*/bin`] : []),
    ],
    otherPython: 'used',
    stopTimes: { interruptMilliseconds: 7500, terminateMilliseconds: 2500 },
    logMilliseconds: 200,
    drainMilliseconds: 10_000,
    retryMilliseconds: 1000,
    ...options,
    workDirectory: resolve(options.workDirectory),
  };
}

function cancellationOf(
  request: JobRequest,
  { name }: AgentSettings,
  signal: AbortSignal,
): JobCancellation {
  const { timeoutMinutes, cancelTimeoutMinutes } = request;
  return new JobCancellation({
    signal,
    timeoutMinutes,
    cancelTimeoutMinutes,
    timeoutMessage: `The job running on agent ${name} ran longer than the maximum time of ${timeoutMinutes} minutes.`,
  });
}

/**
 * An agent that runs jobs on this machine, each in a work folder of its own.
 *
 * Scripts run with the rights of whoever started it: it is for pipelines that
 * one would run by hand too.
 *
 * @throws Error on Windows, where it has no way to end what a step leaves behind.
 */
export function createAgent(options: AgentOptions): JobAgent {
  const settings = settingsOf(options);
  if (settings.platform === 'win32') {
    throw new Error(
      'The agent runs jobs on Linux and macOS; Windows is not simulated. Start the simulator without an agent, or in WSL.',
    );
  }
  const work = new WorkFolders(settings.workDirectory);
  const running = new Map<
    Promise<TaskResult>,
    { readonly cancellation: JobCancellation; readonly folders: JobFolders }
  >();
  let isClosed = false;
  return {
    name: settings.name,
    async run(request, { listener, signal }) {
      if (isClosed) {
        throw new Error('The agent is closed; it takes no job.');
      }
      const { folders, giveBack } = work.take();
      const cancellation = cancellationOf(request, settings, signal);
      const job = runJob({
        request,
        listener,
        settings,
        folders,
        cancellation,
      });
      running.set(job, { cancellation, folders });
      try {
        return await job;
      } finally {
        running.delete(job);
        giveBack();
      }
    },
    async close() {
      isClosed = true;
      const jobs = [...running];
      for (const [, { cancellation, folders }] of jobs) {
        cancellation.force();
        // Nobody waits for a polite end.
        await endLostProcesses(folders.lookupId, settings.platform);
      }
      await Promise.allSettled(jobs.map(([job]) => job));
    },
  };
}
