import { measureSetUp } from './measureSetUp';
import type { Target } from './engine';
import type { SetUpSize } from './fullConfiguration';

/** What the process held while it set a project up. */
export interface MemoryMeasurement {
  /** Most that was in use after a collection, sampled during the run. */
  readonly peakLiveBytes: number;
  /** Most that the operating system gave to the process, its code included. */
  readonly peakResidentBytes: number;
}

/** Calls between two samples: a collection takes some milliseconds. */
const SAMPLE_EVERY_CALLS = 10;

/**
 * Sets a project up and samples the heap meanwhile.
 *
 * @throws Error when Node was started without `--expose-gc`
 */
export async function measureMemory(
  target: Target,
  size: SetUpSize,
): Promise<MemoryMeasurement> {
  const collect = globalThis.gc;
  if (collect === undefined) {
    throw new Error('Memory is measured with node --expose-gc only');
  }
  let peakLiveBytes = 0;
  let calls = 0;
  const sample = () => {
    collect();
    peakLiveBytes = Math.max(peakLiveBytes, process.memoryUsage().heapUsed);
  };
  await measureSetUp(target, size, () => {
    calls += 1;
    if (calls % SAMPLE_EVERY_CALLS === 0) {
      sample();
    }
  });
  sample();
  return {
    peakLiveBytes,
    // Kibibytes on every platform.
    peakResidentBytes: process.resourceUsage().maxRSS * 1024,
  };
}
