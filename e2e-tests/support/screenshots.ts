import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

const directory = fileURLToPath(new URL('../screenshots/', import.meta.url));

/** Keeps a picture of the page for a person to look at: `screenshots/<name>.png`. */
export async function keepScreenshot(
  page: Page,
  name: string,
  options: { readonly wholePage?: boolean } = {},
): Promise<void> {
  await page.screenshot({
    path: `${directory}${name}.png`,
    animations: 'disabled',
    fullPage: options.wholePage,
  });
}
