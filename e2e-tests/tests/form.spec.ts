import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ProjectForm } from '../support/ProjectForm.js';
import { expect, test } from '../support/portalTest.js';
import { keepScreenshot } from '../support/screenshots.js';
import { signIn } from '../support/signIn.js';

const answers = {
  name: 'demand-forecast',
  title: 'Demand forecast',
  description: 'Predicts next week’s demand',
};

test.beforeEach(async ({ page }) => {
  await signIn(page);
});

test('a repository name that Azure DevOps would refuse is explained next to its input', async ({
  page,
}) => {
  const form = await ProjectForm.open(page);
  await form.answerWhat(answers);
  await form.acceptUseCase();
  await form.repository.fill('demand:forecast?');
  await form.next();

  await expect(
    form.problem(
      "'Repository' The repository name 'demand:forecast?' contains",
    ),
  ).toBeVisible();
  await expect(form.repository).toHaveAccessibleDescription(
    /'demand:forecast\?' contains : \?/,
  );
  await keepScreenshot(page, '20-bad-repository-name');

  await form.repository.fill('demand-forecast');
  await form.acceptWhere();
});

test('an environment that is listed twice is named with its row', async ({
  page,
}) => {
  const form = await ProjectForm.open(page);
  await form.answerWhat(answers);
  await form.acceptUseCase();
  await form.acceptWhere();
  await form.addEnvironment.click();
  await page.keyboard.type('dev');
  await form.next();

  await expect(
    form.problem("'Environments' Environment 4: 'dev' is listed twice"),
  ).toBeVisible();
  await keepScreenshot(page, '21-environment-listed-twice');

  await page.getByRole('button', { name: 'Remove dev' }).last().click();
  await form.acceptEnvironments();
});

test('a subscription that is half filled in asks for the rest, and none is fine', async ({
  page,
}) => {
  const form = await ProjectForm.open(page);
  await form.answerWhat(answers);
  await form.acceptUseCase();
  await form.acceptWhere();
  await form.acceptEnvironments();
  await form.answerAzure({ 'Subscription ID': 'contoso' });
  await form.review();
  // The browser itself points at a required field that is empty.
  await expect(form.subscriptionName).toBeFocused();
  await expect(form.subscriptionName).toHaveAttribute('required');

  await form.answerAzure({
    'Subscription name': 'Contoso',
    'Tenant ID': '22222222-2222-4222-8222-222222222222',
  });
  await form.review();
  await expect(
    form.problem("'Subscription ID' must be an id of 32 hexadecimal digits"),
  ).toBeVisible();
  await keepScreenshot(page, '22-bad-subscription-id');

  await form.answerAzure({
    'Subscription ID': '',
    'Subscription name': '',
    'Tenant ID': '',
  });
  await form.review();
  await expect(page.getByRole('button', { name: 'Create' })).toBeVisible();
});

test('the compute is asked for once something is served online, and Azure Machine Learning asks for a subscription', async ({
  page,
}) => {
  const form = await ProjectForm.open(page);
  await form.answerWhat(answers);
  await expect(form.onlineCompute).toBeHidden();
  await form.select(form.serving, 'Online: an endpoint that answers requests');
  await form.select(form.onlineCompute, 'An attached Kubernetes (AKS) cluster');
  await keepScreenshot(page, '23-online-compute');
  await form.acceptUseCase();
  await form.acceptWhere();
  await form.acceptEnvironments();
  await form.select(form.backend, 'On Azure Machine Learning');
  await keepScreenshot(page, '24-azure-machine-learning');
  await form.review();
  // The browser itself points at a required field that is empty.
  await expect(form.subscriptionId).toBeFocused();
  await expect(form.subscriptionId).toHaveAttribute('required');

  await form.answerAzure({
    'Subscription ID': '11111111-1111-4111-8111-111111111111',
  });
  await form.review();
  await expect(form.subscriptionName).toBeFocused();

  await form.answerAzure({ 'Subscription ID': '' });
  await form.select(form.backend, 'On the agents of the pipelines');
  await form.review();
  await expect(
    page.getByText('An attached Kubernetes (AKS) cluster'),
  ).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`with a ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test(`the form is ${colorScheme} and free of serious barriers`, async ({
      page,
    }) => {
      const form = await ProjectForm.open(page);
      await expect(page.locator('body')).toHaveAttribute(
        'data-theme-mode',
        colorScheme,
      );
      await form.answerWhat(answers);
      await form.acceptUseCase();
      await keepScreenshot(
        page,
        `3${colorScheme === 'light' ? 0 : 2}-where-${colorScheme}`,
      );
      expect(await seriousViolations(page, 'Repository')).toEqual([]);

      await form.acceptWhere();
      await keepScreenshot(
        page,
        `3${colorScheme === 'light' ? 1 : 3}-environments-${colorScheme}`,
      );
      expect(await seriousViolations(page, 'Environments')).toEqual([]);
    });
  });
}

/** What keeps people out of a field of ours; the page around it is Backstage's own. */
async function seriousViolations(
  page: Page,
  group: string,
): Promise<readonly string[]> {
  const fieldId = await page
    .getByRole('group', { name: group, exact: true })
    .getAttribute('id');
  const { violations } = await new AxeBuilder({ page })
    .include(`#${fieldId}`)
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
}
