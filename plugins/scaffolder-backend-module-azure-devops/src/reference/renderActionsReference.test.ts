import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createAzureDevOpsActions } from '../createAzureDevOpsActions';
import { renderActionsReference } from './renderActionsReference';

const page = path.resolve(__dirname, '../../../../docs/actions.md');

function renderCurrent(): string {
  const config = new ConfigReader({});
  return renderActionsReference(
    createAzureDevOpsActions({
      config,
      catalog: catalogServiceMock(),
      integrations: ScmIntegrations.fromConfig(config),
    }),
  );
}

describe('the reference of the actions', () => {
  it('is up to date; if not, npm run docs makes it so', () => {
    expect(readFileSync(page, 'utf8')).toBe(renderCurrent());
  });

  it('refuses an action of which nobody has said what permissions it needs', () => {
    expect(() =>
      renderActionsReference([{ id: 'azure-devops:unheard:of' }]),
    ).toThrow(/requiredPermissions has no entry for azure-devops:unheard:of/);
  });
});
