import { ProjectForm } from '../support/ProjectForm.js';
import { expect, test } from '../support/portalTest.js';
import { keepScreenshot } from '../support/screenshots.js';
import { signIn } from '../support/signIn.js';

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

  await test.step('signs in as a guest', async () => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Enter' })).toBeVisible();
    await keepScreenshot(page, '01-sign-in');
    await signIn(page);
    await expect(page.getByRole('table').first()).toBeVisible();
    await keepScreenshot(page, '02-catalog');
  });

  const form = await test.step('chooses the template', async () => {
    await ProjectForm.showTemplates(page);
    await keepScreenshot(page, '03-templates');
    return ProjectForm.choose(page);
  });

  await test.step('says what the project is', async () => {
    await keepScreenshot(page, '04-what');
    await form.answerWhat(project);
  });

  await test.step('sees where it will be, without typing anything', async () => {
    await expect(form.organization).toHaveValue('contoso');
    await expect(form.repository).toHaveValue('churn-model');
    await expect(form.address).toHaveText(repositoryUrl);
    await keepScreenshot(page, '05-where');
    await form.acceptWhere();
  });

  await test.step('keeps the three environments', async () => {
    await expect(
      form.environment(3).getByRole('textbox', { name: 'Approvers' }),
    ).toHaveValue('ari.approver@contoso.example');
    await keepScreenshot(page, '06-environments');
    await form.review();
  });

  await test.step('reviews the answers', async () => {
    const create = page.getByRole('button', { name: 'Create' });
    await expect(create).toBeVisible();
    await expect(page.getByText('Predicts which customers')).toBeVisible();
    await keepScreenshot(page, '07-review');
    await create.click();
  });

  await test.step('watches the task until it has completed', async () => {
    await expect(page.getByText('Check the answers')).toBeVisible();
    await keepScreenshot(page, '08-task-running');
    const catalogLink = page.getByRole('link', { name: 'Open in the catalog' });
    await expect(catalogLink).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText('churn-model-prod').first()).toBeVisible();
    await keepScreenshot(page, '09-task-completed');
  });

  const taskUrl = page.url();

  await test.step('opens the component in the catalog', async () => {
    await page.getByRole('link', { name: 'Open in the catalog' }).click();
    // The catalog reads a registered location in the background: the page may be early.
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(project.description).first()).toBeVisible({
        timeout: 5_000,
      });
    }).toPass({ timeout: 60_000 });
    await keepScreenshot(page, '10-catalog-entity');
  });

  await test.step('reads its docs', async () => {
    await page.goto('/docs/default/component/churn-model');
    await expect(
      page.getByRole('heading', { name: project.title, level: 1 }).first(),
    ).toBeVisible({ timeout: 90_000 });
    await keepScreenshot(page, '11-docs');
  });

  await test.step('opens the repository', async () => {
    await page.goto(taskUrl);
    const link = page.getByRole('link', { name: 'Repository' });
    await expect(link).toHaveAttribute('href', new RegExp(`^${repositoryUrl}`));
    await page.goto((await link.getAttribute('href')) ?? '');
    await expect(
      page.getByRole('link', { name: 'catalog-info.yaml' }),
    ).toBeVisible();
    await expect(
      page.getByRole('heading', { name: project.title }).first(),
    ).toBeVisible();
    await keepScreenshot(page, '12-repository');
  });

  await test.step('opens the pipelines', async () => {
    await page.goto(`${portal.azureDevOpsUrl}/contoso/machine-learning/_build`);
    for (const suffix of ['ci', 'training', 'deployment']) {
      await expect(
        page.getByRole('link', { name: `churn-model-${suffix}` }),
      ).toBeVisible();
    }
    await keepScreenshot(page, '13-pipelines');
    await page.getByRole('link', { name: 'churn-model-ci' }).click();
    await expect(
      page.getByRole('heading', { name: /churn-model-ci/ }),
    ).toBeVisible();
    await keepScreenshot(page, '14-pipeline');
  });

  await test.step('opens the environment that asks for an approval', async () => {
    await page.goto(
      `${portal.azureDevOpsUrl}/contoso/machine-learning/_environments`,
    );
    await keepScreenshot(page, '15-environments');
    await page.getByRole('link', { name: 'churn-model-prod' }).click();
    await expect(
      page.getByText(/ari\.approver|Ari Approver/).first(),
    ).toBeVisible();
    await keepScreenshot(page, '16-environment');
  });
});
