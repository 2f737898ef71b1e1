import { setUp } from '../../scripts/setup/setUp.mjs';

/**
 * Whoever starts the browser test by hand gets the current front end, not yesterday's.
 *
 * A default export because that is what Playwright looks for.
 */
export default async function setUpPortal(): Promise<void> {
  await setUp({ parts: ['python', 'frontend'] });
}
