import { JobAgent } from '../agent/JobAgent';
import { SimulatorEnvironment } from '../server/Environment';
import { PipelineRuns } from './PipelineRuns';
import { RunEngine } from './RunEngine';

/** Jobs that an agent runs at once unless told otherwise. */
const defaultParallelJobs = 2;

/**
 * What carries runs out. Without an agent, jobs for agents stay in the queue,
 * and nothing is made up about their outcome.
 */
export function createPipelineRuns(
  environment: Omit<SimulatorEnvironment, 'runs'>,
  options: {
    readonly agent?: JobAgent;
    readonly parallelJobs?: number;
    /** Told of mistakes that no caller is there to hear of. */
    readonly onError?: (error: unknown) => void;
  } = {},
): PipelineRuns {
  return new RunEngine({
    environment,
    ...(options.agent && { agent: options.agent }),
    parallelJobs: options.parallelJobs ?? defaultParallelJobs,
    onError: options.onError ?? (error => process.emitWarning(String(error))),
  });
}
