import { validateRepositoryLocation } from './validateRepositoryLocation';

const location = {
  host: 'localhost:7008',
  organization: 'contoso',
  project: 'machine-learning',
  repository: 'churn-model',
};

const settings = {
  hosts: ['localhost:7008'],
  organizations: [],
  projects: [],
  defaultOrganization: '',
  defaultProject: '',
};

describe('validateRepositoryLocation', () => {
  it('has nothing to say about a location in order', () => {
    expect(validateRepositoryLocation(location, settings)).toEqual([]);
  });

  it('asks for every part that is missing', () => {
    expect(
      validateRepositoryLocation(
        {
          host: 'localhost:7008',
          organization: ' ',
          project: '',
          repository: '',
        },
        settings,
      ).map(({ message }) => message),
    ).toEqual([
      'Enter the organization: the first part of the address of your Azure DevOps.',
      'Enter the project that the repository will belong to.',
      'Enter a name for the repository.',
    ]);
  });

  it.each([
    [
      'an organization given by its address',
      'organization',
      'https://dev.azure.com/contoso',
      'enter only the name, not its address',
    ],
    [
      'an organization that ends with a hyphen',
      'organization',
      'contoso-',
      'starts or ends with a hyphen',
    ],
    [
      'an organization that is too long',
      'organization',
      'o'.repeat(51),
      'the limit for organizations is 50',
    ],
    ['a project with a slash', 'project', 'machine/learning', 'contains /'],
    [
      'a project that starts with an underscore',
      'project',
      '_private',
      'starts with an underscore',
    ],
    [
      'a repository with a question mark',
      'repository',
      'churn model?',
      'contains ?',
    ],
    [
      'a repository that is much too long',
      'repository',
      'r'.repeat(10_000),
      'characters long',
    ],
  ] as const)('explains why it refuses %s', (_, part, name, message) => {
    const problems = validateRepositoryLocation(
      { ...location, [part]: name },
      settings,
    );
    expect(problems).toEqual([
      { part, message: expect.stringContaining(message) },
    ]);
    expect(problems[0].message.length).toBeLessThan(250);
  });

  it('names the choices when the template does not allow an organization', () => {
    expect(
      validateRepositoryLocation(location, {
        ...settings,
        organizations: ['fabrikam', 'northwind'],
      }),
    ).toEqual([
      {
        part: 'organization',
        message:
          "The organization 'contoso' is not one that this template allows: choose fabrikam, northwind.",
      },
    ]);
  });

  it('refuses a host that the portal is not configured for', () => {
    expect(
      validateRepositoryLocation(
        { ...location, host: 'dev.azure.com' },
        settings,
      ),
    ).toEqual([
      { part: 'host', message: 'Choose one of localhost:7008 as the host.' },
    ]);
    expect(
      validateRepositoryLocation(location, { ...settings, hosts: [] })[0]
        .message,
    ).toMatch(/not configured for any Azure DevOps/);
  });
});
