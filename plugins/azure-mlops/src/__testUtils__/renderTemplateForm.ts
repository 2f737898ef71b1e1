import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { scaffolderApiMock } from '@backstage/plugin-scaffolder-react/testUtils';
import type { JsonObject } from '@backstage/types';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { azureMlopsPlugin } from '../azureMlopsPlugin';

/** Configuration of a portal that knows the embedded Azure DevOps only. */
export const embeddedAzureDevOps: JsonObject = {
  integrations: { azure: [{ host: 'localhost:7008' }] },
  azureMlops: {
    defaultOrganization: 'contoso',
    defaultProject: 'machine-learning',
  },
};

/**
 * Opens the form of a template in a real scaffolder page, where the plugin's fields are
 * found by name just as in a portal. Only the back end behind the form is not there.
 */
export async function renderTemplateForm(options: {
  readonly steps: TemplateParameterSchema['steps'];
  readonly config?: JsonObject;
}) {
  const scaffolder = scaffolderApiMock.mock({
    getTemplateParameterSchema: async () => ({
      title: 'Template under test',
      steps: options.steps,
    }),
    scaffold: async () => ({ taskId: 'task' }),
  });
  renderTestApp({
    features: [scaffolderPlugin, azureMlopsPlugin],
    config: options.config ?? embeddedAzureDevOps,
    apis: [scaffolder, catalogApiMock(), mockApis.permission()],
    initialRouteEntries: ['/create/templates/default/under-test'],
  });
  await screen.findByRole(
    'button',
    { name: /^(Next|Review)$/ },
    { timeout: 15_000 },
  );

  const user = userEvent.setup();
  return {
    user,
    press: (name: string) => user.click(screen.getByRole('button', { name })),
    /** Presses through the review and gives the values that the task starts with. */
    create: async () => {
      await user.click(screen.getByRole('button', { name: 'Review' }));
      await user.click(await screen.findByRole('button', { name: 'Create' }));
      return scaffolder.scaffold.mock.calls[0][0].values;
    },
  };
}
