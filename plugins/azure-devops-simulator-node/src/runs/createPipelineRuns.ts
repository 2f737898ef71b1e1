import { SimulatorEnvironment } from '../server/Environment';
import { PipelineRuns } from './PipelineRuns';

/** Runs that stay in the queue: no agent takes them, and nothing is made up about their outcome. */
export function createPipelineRuns(
  environment: Omit<SimulatorEnvironment, 'runs'>,
): PipelineRuns {
  const { store, now } = environment;
  return {
    wake: () => {},
    wakeAll: () => {},
    cancel: buildId => {
      const build = store.get('build', buildId);
      if (build && build.status !== 'completed') {
        store.put(
          'build',
          {
            ...build,
            status: 'completed',
            result: 'canceled',
            finishTime: now().toISOString(),
          },
          { scope: build.projectId },
        );
      }
    },
    settled: async () => {},
    resume: () => {},
    close: async () => {},
  };
}
