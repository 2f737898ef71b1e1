import type { Locator, Page } from '@playwright/test';
import { ProjectForm } from '../support/ProjectForm.js';
import { expect, test } from '../support/portalTest.js';
import { keepScreenshot } from '../support/screenshots.js';
import { signIn } from '../support/signIn.js';

const subscription = {
  'Subscription ID': '11111111-1111-4111-8111-111111111111',
  'Subscription name': 'Contoso Machine Learning',
  'Tenant ID': '22222222-2222-4222-8222-222222222222',
  'Client ID': '33333333-3333-4333-8333-333333333333',
};

const project = {
  name: 'churn-model',
  title: 'Churn model',
  description: 'Predicts which customers are about to leave',
};

test('a data scientist creates a project and finds it in the catalog, the docs and Azure DevOps', async ({
  page,
  portal,
}) => {
  test.setTimeout(300_000);
  const repositoryUrl = `${portal.azureDevOpsUrl}/contoso/machine-learning/_git/churn-model`;

  await test.step('signs in as a guest', () => enterPortal(page));
  await test.step('answers the form', () => answerForm(page, repositoryUrl));
  await test.step('watches the task until it has completed', () =>
    watchTask(page));
  await test.step('finds every link of the task alive', () =>
    followAllLinks(page));
  await test.step('opens the component in the catalog', () =>
    openComponent(page));
  await test.step('reads its docs', () => readDocs(page));
  await test.step('opens the repository', () => openRepository(page));
  await test.step('opens a pipeline', () => openPipeline(page));
  await test.step('opens the environment that asks for an approval', () =>
    openEnvironment(page));
});

async function enterPortal(page: Page) {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Enter' })).toBeVisible();
  await keepScreenshot(page, '01-sign-in');
  await signIn(page);
  await expect(page.getByRole('table').first()).toBeVisible();
  await keepScreenshot(page, '02-catalog');
}

async function answerForm(page: Page, repositoryUrl: string) {
  await ProjectForm.showTemplates(page);
  await keepScreenshot(page, '03-templates');
  const form = await ProjectForm.choose(page);
  await keepScreenshot(page, '04-what');
  await form.answerWhat(project);
  await keepScreenshot(page, '04-use-case');
  await form.acceptUseCase();

  // Nothing to type here: host, organization, project and name are known.
  await expect(form.organization).toHaveValue('contoso');
  await expect(form.repository).toHaveValue('churn-model');
  await expect(form.address).toHaveText(repositoryUrl);
  await keepScreenshot(page, '05-where');
  await form.acceptWhere();

  await expect(
    form.environment(3).getByRole('textbox', { name: 'Approvers' }),
  ).toHaveValue('ari.approver@contoso.example');
  await keepScreenshot(page, '06-environments');
  await form.acceptEnvironments();

  await form.answerAzure(subscription);
  await keepScreenshot(page, '06-azure');
  await form.review();

  await expect(page.getByText(project.description)).toBeVisible();
  await expect(page.getByText(subscription['Subscription name'])).toBeVisible();
  await keepScreenshot(page, '07-review');
  await page.getByRole('button', { name: 'Create' }).click();
}

async function watchTask(page: Page) {
  await expect(page.getByText('Check the answers')).toBeVisible();
  await keepScreenshot(page, '08-task-running');
  await expect(
    page.getByRole('link', { name: 'Open in the catalog' }),
  ).toBeVisible({ timeout: 120_000 });
  await expect(
    page.getByRole('link', { name: 'churn-model-prod' }).first(),
  ).toBeVisible();
  await keepScreenshot(page, '09-task-completed');
}

async function followAllLinks(page: Page) {
  const links = page.getByRole('article').getByRole('link');
  const addresses = await links.evaluateAll(elements =>
    elements.map(element => (element as HTMLAnchorElement).href),
  );
  // Repository, pipelines, environments, first run, and the resources one by one.
  expect(addresses.length).toBeGreaterThan(10);
  for (const address of new Set(addresses)) {
    const response = await page.request.get(address);
    expect(response.status(), address).toBe(200);
  }
}

async function openComponent(page: Page) {
  await page.getByRole('link', { name: 'Open in the catalog' }).click();
  await expect(page.getByText(project.description).first()).toBeVisible();
  await expect(
    page.getByRole('heading', { name: project.title }).first(),
  ).toBeVisible();
  await expect(page.getByText('ownerOf')).toBeVisible();
  await keepScreenshot(page, '10-catalog-entity');
}

async function readDocs(page: Page) {
  const componentUrl = page.url();
  await expect(page.getByRole('link', { name: 'View TechDocs' })).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Documentation' }).click();
  // The docs are built when somebody reads them for the first time.
  await expect(
    page.getByText('It trains a classifier on tabular data'),
  ).toBeVisible({ timeout: 90_000 });
  await expectPainted(page);
  await keepScreenshot(page, '11-docs');
  await page
    .getByRole('link', { name: 'Solution architecture' })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: 'Solution architecture' }),
  ).toBeVisible();
  await expectPainted(page);
  await keepScreenshot(page, '12-docs-architecture');
  await page.goto(componentUrl);
}

/** Docs stay transparent until each of their style sheets has come, which no role or text tells. */
async function expectPainted(page: Page) {
  await expect(
    page.getByTestId('techdocs-native-shadowroot').locator('html'),
  ).toHaveCSS('opacity', '1');
}

async function openRepository(page: Page) {
  const repository = await openInNewTab(
    page,
    page.getByRole('link', { name: 'Repository' }),
  );
  await expect(
    repository.getByRole('link', { name: 'catalog-info.yaml' }),
  ).toBeVisible();
  await expect(
    repository.getByRole('heading', { name: project.title }),
  ).toBeVisible();
  await keepScreenshot(repository, '13-repository', { wholePage: true });
}

async function openPipeline(page: Page) {
  const pipelines = await openInNewTab(
    page,
    page.getByRole('link', { name: 'Pipelines' }),
  );
  for (const purpose of ['ci', 'training', 'deployment']) {
    await expect(
      pipelines.getByRole('link', { name: `churn-model-${purpose}` }),
    ).toBeVisible();
  }
  await keepScreenshot(pipelines, '14-pipelines');
  await pipelines.getByRole('link', { name: 'churn-model-ci' }).click();
  await expect(
    pipelines.getByRole('heading', { name: 'churn-model-ci' }),
  ).toBeVisible();
  await expect(pipelines.getByRole('cell', { name: 'queued' })).toBeVisible();
  await keepScreenshot(pipelines, '15-pipeline');
}

async function openEnvironment(page: Page) {
  const environments = await openInNewTab(
    page,
    page.getByRole('link', { name: 'Environments' }),
  );
  await keepScreenshot(environments, '16-environments');
  await environments.getByRole('link', { name: 'churn-model-prod' }).click();
  await expect(
    environments.getByRole('cell', { name: /churn-model-prod-approvers/ }),
  ).toBeVisible();
  await keepScreenshot(environments, '17-environment');
}

/** Presses a link that leaves the portal: the portal opens such links in a tab of their own. */
async function openInNewTab(page: Page, link: Locator): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await link.click();
  const tab = await opened;
  await tab.waitForLoadState();
  return tab;
}
