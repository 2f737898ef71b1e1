import type { JsonObject } from '@backstage/types';
import { screen } from '@testing-library/react';
import {
  embeddedAzureDevOps,
  renderTemplateForm,
} from '../../__testUtils__/renderTemplateForm';

const where = (options: JsonObject = {}) => ({
  title: 'Where',
  schema: {
    type: 'object',
    required: ['repoUrl'],
    properties: {
      repoUrl: {
        title: 'Repository location',
        type: 'string',
        'ui:field': 'AzureDevOpsRepositoryPicker',
        'ui:options': { hideError: true, ...options },
      },
    },
  },
});

const what = {
  title: 'What',
  schema: {
    type: 'object',
    properties: {
      name: { title: 'Project name', type: 'string', default: 'churn-model' },
    },
  },
};

const input = (name: RegExp) => screen.getByRole('textbox', { name });

describe('AzureDevOpsRepositoryPicker', () => {
  it('sends a complete repoUrl made of defaults when nobody touches it', async () => {
    const form = await renderTemplateForm({ steps: [what, where()] });
    await form.press('Next');
    await screen.findByRole('group', { name: 'Repository location' });

    expect(input(/^Azure DevOps/)).toHaveValue('localhost:7008');
    expect(input(/^Azure DevOps/)).toHaveAttribute('readonly');
    expect(
      screen.getByRole('status', { name: 'The repository will be at' }),
    ).toHaveTextContent(
      'http://localhost:7008/contoso/machine-learning/_git/churn-model',
    );
    expect(await form.create()).toEqual({
      name: 'churn-model',
      repoUrl:
        'localhost:7008?organization=contoso&project=machine-learning&repo=churn-model',
    });
  });

  it('follows the name of the project after a way back, until the user types a name', async () => {
    const form = await renderTemplateForm({ steps: [what, where()] });
    await form.press('Next');
    await screen.findByRole('group', { name: 'Repository location' });

    await form.press('Back');
    await form.user.clear(input(/^Project name/));
    await form.user.type(input(/^Project name/), 'demand');
    await form.press('Next');
    await screen.findByRole('group', { name: 'Repository location' });
    expect(input(/^Repository/)).toHaveValue('demand');

    await form.user.clear(input(/^Repository/));
    await form.user.type(input(/^Repository/), 'forecast');
    await form.press('Back');
    await form.user.clear(input(/^Project name/));
    await form.user.type(input(/^Project name/), 'sales');
    await form.press('Next');
    await screen.findByRole('group', { name: 'Repository location' });
    expect(input(/^Repository/)).toHaveValue('forecast');
  });

  it('offers the configured hosts and leaves out the one nobody configured', async () => {
    const form = await renderTemplateForm({
      steps: [where()],
      config: {
        ...embeddedAzureDevOps,
        integrations: {
          azure: [
            { host: 'localhost:7008' },
            { host: 'azure.contoso.example' },
          ],
        },
      },
    });
    const hosts = screen.getByRole('combobox', { name: /^Azure DevOps/ });
    expect(hosts).toHaveTextContent('localhost:7008azure.contoso.example');

    await form.user.selectOptions(hosts, 'azure.contoso.example');
    await form.user.type(input(/^Repository/), 'churn');
    expect(screen.getByRole('status')).toHaveTextContent(
      'https://azure.contoso.example/contoso/machine-learning/_git/churn',
    );
  });

  it('lets the user choose only among the organizations and projects that the template allows', async () => {
    await renderTemplateForm({
      steps: [
        where({
          allowedOrganizations: ['fabrikam', 'contoso'],
          allowedProjects: ['research'],
        }),
      ],
    });
    expect(
      screen.getByRole('combobox', { name: /^Organization/ }),
    ).toHaveDisplayValue('contoso');
    expect(input(/^Project/)).toHaveValue('research');
    expect(input(/^Project/)).toHaveAttribute('readonly');
  });

  it('keeps a bad name from going on and ties the message to its input', async () => {
    const form = await renderTemplateForm({ steps: [where()] });
    await form.user.type(input(/^Repository/), 'what?');
    expect(input(/^Repository/)).toBeValid();

    await form.press('Review');
    expect(
      await screen.findByText(
        /'Repository location' The repository name 'what\?' contains/,
      ),
    ).toBeVisible();
    expect(input(/^Repository/)).toBeInvalid();
    expect(input(/^Repository/)).toHaveAccessibleDescription(
      /^The repository name 'what\?' contains \?/,
    );

    await form.user.clear(input(/^Repository/));
    expect(input(/^Repository/)).toHaveAccessibleDescription(
      'Enter a name for the repository.',
    );
  });
});
