import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The form of the template "Azure MLOps project", as its user sees it. */
export class ProjectForm {
  readonly name: Locator;
  readonly serving: Locator;
  readonly onlineCompute: Locator;
  readonly backend: Locator;
  readonly organization: Locator;
  readonly repository: Locator;
  readonly address: Locator;
  readonly addEnvironment: Locator;
  readonly subscriptionId: Locator;
  readonly subscriptionName: Locator;

  private constructor(private readonly page: Page) {
    this.name = page.getByRole('textbox', { name: 'Name' });
    this.serving = page.getByRole('button', { name: /^Serving/ });
    this.onlineCompute = page.getByRole('button', { name: /^Online compute/ });
    this.backend = page.getByRole('button', { name: /^Back end/ });
    this.organization = page.getByRole('textbox', { name: 'Organization' });
    this.repository = page.getByRole('textbox', { name: 'Repository' });
    this.address = page.getByRole('status', {
      name: 'The repository will be at',
    });
    this.addEnvironment = page.getByRole('button', { name: 'Add environment' });
    this.subscriptionId = page.getByRole('textbox', {
      name: 'Subscription ID',
    });
    this.subscriptionName = page.getByRole('textbox', {
      name: 'Subscription name',
    });
  }

  /** Finds the template in the list and opens its form. */
  static async open(page: Page): Promise<ProjectForm> {
    await ProjectForm.showTemplates(page);
    return ProjectForm.choose(page);
  }

  /** Opens the list of templates. A portal that has just started reads them in the background. */
  static async showTemplates(page: Page): Promise<void> {
    await expect(async () => {
      await page.goto('/create');
      await expect(page.getByText('Azure MLOps project')).toBeVisible({
        timeout: 5_000,
      });
    }).toPass({ timeout: 60_000 });
  }

  static async choose(page: Page): Promise<ProjectForm> {
    await page.getByRole('button', { name: 'Choose' }).click();
    const form = new ProjectForm(page);
    await form.name.waitFor();
    return form;
  }

  async next(): Promise<void> {
    await this.page.getByRole('button', { name: 'Next' }).click();
  }

  async review(): Promise<void> {
    await this.page.getByRole('button', { name: 'Review' }).click();
  }

  /** Answers "What" and waits for "Use case". */
  async answerWhat(answers: {
    readonly name: string;
    readonly title: string;
    readonly description: string;
  }): Promise<void> {
    await this.name.fill(answers.name);
    await this.page.getByRole('textbox', { name: 'Title' }).fill(answers.title);
    await this.page
      .getByRole('textbox', { name: 'Description' })
      .fill(answers.description);
    await this.next();
    await this.serving.waitFor();
  }

  /** Takes "Use case" as it is and waits for "Where". */
  async acceptUseCase(): Promise<void> {
    await this.next();
    await this.organization.waitFor();
  }

  /** Takes "Where" as it is and waits for "Environments". */
  async acceptWhere(): Promise<void> {
    await this.next();
    await this.addEnvironment.waitFor();
  }

  /** Takes "Environments" as it is and waits for "Azure". */
  async acceptEnvironments(): Promise<void> {
    await this.next();
    await this.subscriptionId.waitFor();
  }

  /** Fills in fields of "Azure", by what they are labelled. */
  async answerAzure(answers: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, answer] of Object.entries(answers)) {
      await this.page.getByRole('textbox', { name: label }).fill(answer);
    }
  }

  /** Opens a list and takes one of its values. */
  async select(list: Locator, value: string): Promise<void> {
    await list.click();
    await this.page.getByRole('option', { name: value, exact: true }).click();
    await expect(list).toContainText(value);
  }

  /** The row of an environment, counted from one. */
  environment(position: number): Locator {
    return this.page.getByRole('listitem', {
      name: new RegExp(`^Environment ${position} of`),
    });
  }

  /** The message at the top of the form. */
  problem(text: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: text });
  }
}
