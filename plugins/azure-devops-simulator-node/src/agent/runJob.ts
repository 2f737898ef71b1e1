import { AgentSettings } from './AgentSettings';
import { JobCancellation } from './JobCancellation';
import { JobContext } from './JobContext';
import { JobFolders, prepareFolders } from './JobFolders';
import { JobListener, TaskResult } from './JobListener';
import { JobRequest } from './JobRequest';
import { endLostProcesses, LostProcess } from './lostProcesses';
import { ownStep, PlannedStep } from './PlannedStep';
import { implicitSteps, planSteps, runAction } from './planSteps';
import { runStep } from './runStep';
import { TaskFailure } from './TaskFailure';

/** Says what this machine is, and refuses what it cannot be. */
function initializeJob(job: JobContext, recordId: string): PlannedStep {
  const { request, settings, folders } = job;
  return ownStep({
    recordId,
    displayName: 'Initialize job',
    condition: 'always()',
    run: async context => {
      context.log(`Agent name: '${settings.name}'`);
      context.log(
        `Agent machine name: '${settings.machineName}' (${settings.platform}, ${settings.architecture})`,
      );
      context.log(`Job: '${request.name}' in the folder ${folders.build}`);
      if (request.container) {
        throw new TaskFailure(
          `The job wants the container '${request.container}'. Container jobs are not simulated: the agent runs steps on this machine.`,
        );
      }
      if (request.image && /^(windows|vs20)/i.test(request.image)) {
        throw new TaskFailure(
          `The job wants the image '${request.image}'. Windows is not simulated: the agent runs steps on this machine.`,
        );
      }
      if (request.image) {
        context.log(
          `The job wants the image '${request.image}'; it runs on this machine, with the tools that are here.`,
        );
      }
    },
  });
}

/** Ends what the steps have left behind. */
function finalizeJob(job: JobContext, recordId: string): PlannedStep {
  return ownStep({
    recordId,
    displayName: 'Finalize Job',
    condition: 'always()',
    run: async context => {
      const lost: readonly LostProcess[] = await job.processes.endAll();
      context.log('Cleaning up orphan processes');
      for (const { id, command } of lost) {
        context.log(`Terminate orphan process: pid (${id}) (${command})`);
      }
    },
  });
}

async function runSteps(job: JobContext): Promise<void> {
  const { listener, settings } = job;
  const add = (displayName: string, place: 'before' | 'after') => {
    const recordId = settings.random.uuid();
    listener.stepAdded({ recordId, displayName, place });
    return recordId;
  };
  const initialize = initializeJob(job, add('Initialize job', 'before'));
  // Told of before they run, so that people see them waiting.
  const implicit = implicitSteps(job.request).map(({ displayName, action }) =>
    ownStep({
      recordId: add(displayName, 'before'),
      displayName,
      run: context => runAction(context, action),
    }),
  );
  for (const step of [initialize, ...implicit, ...planSteps(job.request)]) {
    await runStep(job, step);
  }
  // A post step may itself leave nothing behind.
  for (const step of [...job.postSteps].reverse()) {
    listener.stepAdded({
      recordId: step.recordId,
      displayName: step.displayName,
      place: 'after',
    });
    await runStep(job, step);
  }
  await runStep(job, finalizeJob(job, add('Finalize Job', 'after')));
}

/**
 * Runs a job in folders of its own.
 *
 * @returns its result; no child of it is left.
 */
export async function runJob(options: {
  readonly request: JobRequest;
  readonly listener: JobListener;
  readonly settings: AgentSettings;
  readonly folders: JobFolders;
  readonly cancellation: JobCancellation;
}): Promise<TaskResult> {
  const { folders, settings, cancellation } = options;
  // After a crash of the host, what ran in this folder may run on.
  await endLostProcesses(folders.lookupId, settings.platform);
  await prepareFolders(folders);
  const job = new JobContext(options);
  try {
    await runSteps(job);
    return job.result;
  } finally {
    cancellation.close();
    await job.processes.endAll();
  }
}
