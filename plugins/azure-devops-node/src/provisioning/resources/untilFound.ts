import type { ApplyContext } from '../provisioningContext';

/** Waits between looks at something that was made a moment ago. */
const WAITS_IN_MILLISECONDS = [250, 500, 1000, 2000, 4000];

/**
 * Looks for something until it is there. What has just been made in one part
 * of Azure DevOps can take seconds to be known in the others.
 */
export async function untilFound<Found>(
  { clock, signal }: Pick<ApplyContext, 'clock' | 'signal'>,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  let found = await find();
  for (const wait of WAITS_IN_MILLISECONDS) {
    if (found !== undefined) {
      break;
    }
    await clock.sleep(wait, signal);
    found = await find();
  }
  return found;
}
