import { organizationUrl, serviceUrl } from './hosts';
import { azureDevOpsWebUrls, WebUrls } from './webUrls';

describe('addresses of an organization', () => {
  it.each([
    ['dev.azure.com', 'contoso', 'https://dev.azure.com/contoso'],
    ['contoso.visualstudio.com', 'contoso', 'https://contoso.visualstudio.com'],
    [
      'contoso.visualstudio.com',
      'DefaultCollection',
      'https://contoso.visualstudio.com',
    ],
    [
      'ado.corp.example',
      'DefaultCollection',
      'https://ado.corp.example/DefaultCollection',
    ],
    [
      'ado.corp.example:8443',
      'tfs/Default Collection',
      'https://ado.corp.example:8443/tfs/Default%20Collection',
    ],
    ['localhost:7008', 'contoso', 'http://localhost:7008/contoso'],
    ['127.0.0.1:7008', 'contoso', 'http://127.0.0.1:7008/contoso'],
    ['[::1]:7008', 'contoso', 'http://[::1]:7008/contoso'],
    [
      'localhost.evil.example',
      'contoso',
      'https://localhost.evil.example/contoso',
    ],
  ])('%s and %s make %s', (host, organization, expected) => {
    expect(organizationUrl({ host, organization })).toBe(expected);
  });

  it('differ for identities on the cloud service only', () => {
    expect(serviceUrl('https://dev.azure.com/contoso', 'identity')).toBe(
      'https://vssps.dev.azure.com/contoso',
    );
    expect(serviceUrl('https://contoso.visualstudio.com', 'identity')).toBe(
      'https://contoso.vssps.visualstudio.com',
    );
    expect(
      serviceUrl(
        'https://contoso.visualstudio.com/DefaultCollection',
        'identity',
      ),
    ).toBe('https://contoso.vssps.visualstudio.com');
    expect(
      serviceUrl('http://ado.corp.example:8080/tfs/Research', 'identity'),
    ).toBe('http://ado.corp.example:8080/tfs/Research');
    expect(serviceUrl('http://localhost:7008/contoso', 'identity')).toBe(
      'http://localhost:7008/contoso',
    );
    expect(serviceUrl('https://dev.azure.com/contoso', 'core')).toBe(
      'https://dev.azure.com/contoso',
    );
  });
});

describe('addresses of pages', () => {
  const urls = new WebUrls('https://dev.azure.com/contoso');

  it('carry names encoded', () => {
    const project = 'machine learning';
    const page = 'https://dev.azure.com/contoso/machine%20learning';
    expect(urls.repository({ project, repository: 'a b' })).toBe(
      `${page}/_git/a%20b`,
    );
    expect(urls.pipeline({ project, id: '7' })).toBe(
      `${page}/_build?definitionId=7`,
    );
    expect(urls.pipelineRun({ project, id: '7' })).toBe(
      `${page}/_build/results?buildId=7`,
    );
    expect(urls.pipelines({ project, folder: '\\churn' })).toBe(
      `${page}/_build?definitionScope=%5Cchurn`,
    );
    expect(urls.pipelines({ project })).toBe(`${page}/_build`);
    expect(urls.environment({ project, id: '7' })).toBe(
      `${page}/_environments/7`,
    );
    expect(urls.variableGroup({ project, id: '7' })).toContain(
      'variableGroupId=7',
    );
  });

  it('keep a hostile name one part of the path, or refuse it', () => {
    expect(
      urls.repository({ project: 'a/../b', repository: 'c?d#e/_git/f' }),
    ).toBe(
      'https://dev.azure.com/contoso/a%2F..%2Fb/_git/c%3Fd%23e%2F_git%2Ff',
    );
    for (const name of ['', '.', '..']) {
      expect(() => urls.project(name)).toThrow('is not a name');
    }
  });

  it('follow from names alone', () => {
    expect(
      azureDevOpsWebUrls({
        host: 'localhost:7008',
        organization: 'contoso',
        project: 'ml',
        repository: 'churn',
      }),
    ).toEqual({
      organization: 'http://localhost:7008/contoso',
      project: 'http://localhost:7008/contoso/ml',
      repository: 'http://localhost:7008/contoso/ml/_git/churn',
    });
  });
});
