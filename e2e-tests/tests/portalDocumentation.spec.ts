import { expect, test } from '../support/portalTest.js';
import { keepScreenshot } from '../support/screenshots.js';
import { signIn } from '../support/signIn.js';

test('a developer of templates reads the documentation of the portal itself', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto('/');
  await signIn(page);
  await page.goto('/docs/default/component/azure-mlops-for-backstage/actions');
  // The docs are built when somebody reads them for the first time.
  await expect(
    page.getByRole('heading', { name: 'azure-devops:provision' }),
  ).toBeVisible({ timeout: 90_000 });
  await keepScreenshot(page, '40-portal-documentation');
});
