import { screen, within } from '@testing-library/react';
import { renderTemplateForm } from '../../__testUtils__/renderTemplateForm';

const stage = (defaults: readonly { name: string; approvers: string[] }[]) => ({
  title: 'Environments',
  schema: {
    type: 'object',
    properties: {
      environments: {
        title: 'Environments',
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            approvers: { type: 'array', items: { type: 'string' } },
          },
        },
        'ui:field': 'EnvironmentsField',
        'ui:options': { hideError: true },
        default: defaults.map(entry => ({ ...entry })),
      },
    },
  },
});

const devAndProd = stage([
  { name: 'dev', approvers: [] },
  { name: 'prod', approvers: ['ari.approver@contoso.example'] },
]);

const rows = () => screen.getAllByRole('listitem', { name: /^Environment \d/ });
const inRow = (index: number) => within(rows()[index]);
const nameIn = (index: number) =>
  inRow(index).getByRole('textbox', { name: /^Name/ });
const approversIn = (index: number) =>
  inRow(index).getByRole('textbox', { name: /^Approvers/ });
const names = () =>
  rows().map((_, index) => (nameIn(index) as HTMLInputElement).value);

describe('EnvironmentsField', () => {
  it('adds an environment with approvers and puts the cursor into its name', async () => {
    const form = await renderTemplateForm({ steps: [devAndProd] });
    await form.press('Add environment');
    expect(nameIn(2)).toHaveFocus();

    await form.user.keyboard('qa');
    await form.user.type(
      approversIn(2),
      'ari.approver@contoso.example, dana.scientist@contoso.example',
    );
    expect(await form.create()).toEqual({
      environments: [
        { name: 'dev', approvers: [] },
        { name: 'prod', approvers: ['ari.approver@contoso.example'] },
        {
          name: 'qa',
          approvers: [
            'ari.approver@contoso.example',
            'dana.scientist@contoso.example',
          ],
        },
      ],
    });
  });

  it('moves an environment by keyboard alone, and says where it is now', async () => {
    const form = await renderTemplateForm({
      steps: [
        stage(['dev', 'stage', 'prod'].map(name => ({ name, approvers: [] }))),
      ],
    });
    screen.getByRole('button', { name: 'Move dev down' }).focus();
    await form.user.keyboard('{Enter}');
    expect(names()).toEqual(['stage', 'dev', 'prod']);
    expect(screen.getByRole('button', { name: 'Move dev down' })).toHaveFocus();

    await form.user.keyboard('{Enter}');
    expect(names()).toEqual(['stage', 'prod', 'dev']);
    expect(screen.getByRole('button', { name: 'Move dev up' })).toHaveFocus();
    expect(screen.getByRole('status')).toHaveTextContent('dev is now 3 of 3.');
  });

  it('removes environments, but does not go on without any', async () => {
    const form = await renderTemplateForm({ steps: [devAndProd] });
    await form.press('Remove dev');
    expect(names()).toEqual(['prod']);
    expect(
      screen.getByRole('button', { name: 'Add environment' }),
    ).toHaveFocus();

    await form.press('Remove prod');
    await form.press('Review');
    expect(
      await screen.findByText(/'Environments' Add at least one environment/),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Add environment' }),
    ).toHaveAccessibleDescription(/Add at least one environment/);
  });

  it('names the row of an environment that is listed twice', async () => {
    const form = await renderTemplateForm({ steps: [devAndProd] });
    await form.user.clear(nameIn(1));
    await form.user.type(nameIn(1), 'dev');
    await form.press('Review');

    expect(
      await screen.findByText(/Environment 2: 'dev' is listed twice/),
    ).toBeVisible();
    expect(nameIn(1)).toBeInvalid();
    expect(nameIn(1)).toHaveAccessibleDescription(/'dev' is listed twice/);
    expect(nameIn(0)).toBeValid();
  });

  it('complains about an approver only once the user goes on to another input', async () => {
    const form = await renderTemplateForm({ steps: [devAndProd] });
    await form.user.type(approversIn(0), 'ari');
    expect(approversIn(0)).toBeValid();

    await form.user.tab();
    expect(approversIn(0)).toBeValid();

    await form.user.click(approversIn(0));
    await form.user.tab({ shift: true });
    expect(nameIn(0)).toHaveFocus();
    expect(approversIn(0)).toBeInvalid();
    expect(approversIn(0)).toHaveAccessibleDescription(
      /'ari' is not an e-mail address/,
    );
  });
});
