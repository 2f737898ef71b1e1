import {
  buildRepoUrl,
  parseRepoUrl,
  repositoryPageUrl,
} from './repositoryLocation';

const location = {
  host: 'localhost:7008',
  organization: 'contoso',
  project: 'machine-learning',
  repository: 'churn-model',
};

describe('the location of a repository', () => {
  it('is written in the form that the actions of the scaffolder read', () => {
    expect(buildRepoUrl(location)).toBe(
      'localhost:7008?organization=contoso&project=machine-learning&repo=churn-model',
    );
  });

  it.each([
    location,
    { ...location, project: 'Machine Learning & Co', repository: 'a=b?c#d' },
    { ...location, organization: '', repository: 'Prüfung' },
  ])('survives being written and read: %j', value => {
    expect(parseRepoUrl(buildRepoUrl(value))).toEqual(value);
    // The action reads the value as the query of an address.
    const parameters = new URL(`https://${buildRepoUrl(value)}`).searchParams;
    expect(parameters.get('project')).toBe(value.project);
    expect(parameters.get('repo')).toBe(value.repository);
  });

  it('tells a part that was never filled in from one that was emptied', () => {
    expect(parseRepoUrl(undefined)).toEqual({});
    expect(parseRepoUrl('dev.azure.com?organization=&repo=x')).toEqual({
      host: 'dev.azure.com',
      organization: '',
      project: undefined,
      repository: 'x',
    });
  });

  it.each([
    ['localhost:7008', 'http'],
    ['127.0.0.1:8080', 'http'],
    ['[::1]:8080', 'http'],
    ['azure.localhost', 'http'],
    ['dev.azure.com', 'https'],
    ['localhost.contoso.example', 'https'],
    ['127.0.0.1.contoso.example', 'https'],
  ])('is reached at %s over %s', (host, scheme) => {
    expect(repositoryPageUrl({ ...location, host })).toBe(
      `${scheme}://${host}/contoso/machine-learning/_git/churn-model`,
    );
  });

  it('has an address that works with spaces in the name of the project', () => {
    expect(
      repositoryPageUrl({ ...location, project: 'machine learning' }),
    ).toBe('http://localhost:7008/contoso/machine%20learning/_git/churn-model');
  });

  it('has no address while a part is missing', () => {
    expect(repositoryPageUrl({ ...location, project: '' })).toBeUndefined();
  });
});
