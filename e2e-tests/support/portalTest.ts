import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { startPortal } from '../../scripts/portal/startPortal.mjs';
import { setUp } from '../../scripts/setup/setUp.mjs';

/** Addresses of the portal under test and of the Azure DevOps that it is connected to. */
export type PortalAddresses = {
  readonly portalUrl: string;
  readonly azureDevOpsUrl: string;
};

/** A test with a portal of its own: free ports, temporary data, stopped at the end. */
export const test = base.extend<
  { baseURL: string },
  { portal: PortalAddresses }
>({
  portal: [
    // Playwright insists on a destructured first parameter, even with nothing to take from it.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const nodeEnvironment = await setUp({
        parts: ['python'],
        print: () => undefined,
      });
      const dataDirectory = await mkdtemp(join(tmpdir(), 'azure-mlops-e2e-'));
      try {
        const portal = await startPortal({ dataDirectory, nodeEnvironment });
        try {
          await use(portal);
        } finally {
          await portal.stop();
        }
      } finally {
        await rm(dataDirectory, {
          recursive: true,
          force: true,
          maxRetries: 3,
        });
      }
    },
    // Longer than the start of the portal may take, so that its own message is what fails the test.
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ portal }, use) => {
    await use(portal.portalUrl);
  },
});

export { expect } from '@playwright/test';
