import type { LaunchOptions } from '@playwright/test';
import { findChromium } from '../../scripts/test-parts/chromium.mjs';

/** How to start the Chromium of this machine: none is downloaded. */
export function launchOptions(): LaunchOptions {
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath: findChromium(process.env),
    args: [
      // The browser talks to the portal and to nobody else.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Chromium refuses to put root into its sandbox.
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  };
}
