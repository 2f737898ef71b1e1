import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/launchOptions.js';

/** The portal in a real browser. The caller chooses the reporter: `--reporter=json`, for example. */
export default defineConfig({
  testDir: './tests',
  outputDir: './report/results',
  globalSetup: './support/setUpPortal.ts',
  // Every worker has a portal of its own, and one portal is as much as a small machine carries.
  workers: 1,
  // A test that passes at the second attempt is a defect of the portal or of the test.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    launchOptions: launchOptions(),
    viewport: { width: 1280, height: 1100 },
    locale: 'en-GB',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
  },
});
