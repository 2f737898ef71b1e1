import { mockApis } from '@backstage/frontend-test-utils';
import { configuredAzureHosts } from './configuredAzureHosts';
import { completeLocation, pickerSettings } from './pickerSettings';

const config = (data: Parameters<typeof mockApis.config>[0]) =>
  mockApis.config(data);

const withDefaults = config({
  data: {
    integrations: { azure: [{ host: 'localhost:7008' }] },
    azureMlops: {
      defaultOrganization: 'contoso',
      defaultProject: 'machine-learning',
    },
  },
});

describe('configuredAzureHosts', () => {
  it('falls back to Azure DevOps Services when nothing is configured', () => {
    expect(configuredAzureHosts(config({ data: {} }))).toEqual([
      'dev.azure.com',
    ]);
  });

  it('leaves Azure DevOps Services out when only another host is configured', () => {
    expect(configuredAzureHosts(withDefaults)).toEqual(['localhost:7008']);
  });

  it('lists every configured host once, an entry without a host meaning Azure DevOps Services', () => {
    expect(
      configuredAzureHosts(
        config({
          data: {
            integrations: {
              azure: [
                {},
                { host: 'azure.contoso.example' },
                { host: 'dev.azure.com' },
              ],
            },
          },
        }),
      ),
    ).toEqual(['dev.azure.com', 'azure.contoso.example']);
  });
});

describe('pickerSettings', () => {
  it('starts with the organization and project of the configuration', () => {
    expect(pickerSettings(withDefaults)).toEqual({
      hosts: ['localhost:7008'],
      organizations: [],
      projects: [],
      defaultOrganization: 'contoso',
      defaultProject: 'machine-learning',
    });
  });

  it('prefers what the template says', () => {
    expect(
      pickerSettings(withDefaults, {
        defaultOrganization: 'fabrikam',
        defaultProject: 'research',
      }),
    ).toMatchObject({
      defaultOrganization: 'fabrikam',
      defaultProject: 'research',
    });
  });

  it('never starts with something that the template does not allow', () => {
    expect(
      pickerSettings(withDefaults, {
        allowedHosts: ['dev.azure.com'],
        allowedOrganizations: ['fabrikam', 'northwind'],
        allowedProjects: ['research', 'machine-learning'],
      }),
    ).toMatchObject({
      hosts: [],
      defaultOrganization: 'fabrikam',
      defaultProject: 'machine-learning',
    });
  });
});

describe('completeLocation', () => {
  const settings = pickerSettings(withDefaults);

  it('fills in what nobody has touched and leaves alone what was emptied', () => {
    expect(
      completeLocation({ organization: '' }, settings, 'churn-model'),
    ).toEqual({
      host: 'localhost:7008',
      organization: '',
      project: 'machine-learning',
      repository: 'churn-model',
    });
  });

  it('replaces a host that is no longer configured', () => {
    expect(
      completeLocation({ host: 'old.contoso.example' }, settings, '').host,
    ).toBe('localhost:7008');
  });
});
