import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { ConfigReader } from '@backstage/config';
import {
  createRepository,
  noObject,
  pushFiles,
  type CreatedRepository,
} from './testing/createRepository';
import { project, withAzureDevOps } from './testing/withAzureDevOps';

describe("Backstage's URL reader", () => {
  const context = withAzureDevOps();
  let repository: CreatedRepository;
  let topic: string;

  beforeAll(async () => {
    repository = await createRepository(context, 'churn', {
      'catalog-info.yaml': 'kind: Component\n',
      'docs/index.md': '# Docs\n',
      'docs/deep/more.md': '# More\n',
    });
    const git = await context.connect().getGitApi();
    await git.updateRefs(
      ['heads/topic', 'tags/v1'].map(name => ({
        name: `refs/${name}`,
        oldObjectId: noObject,
        newObjectId: repository.commit,
      })),
      repository.id,
      project,
    );
    topic = await pushFiles(context, {
      repository,
      branch: 'topic',
      from: repository.commit,
      files: { 'catalog-info.yaml': 'kind: API\n' },
      changeType: 2,
    });
  });

  const reader = (token = context.simulator.token) => {
    const silent = {
      error() {},
      warn() {},
      info() {},
      debug() {},
      child: () => silent,
    };
    return UrlReaders.default({
      config: new ConfigReader({
        integrations: {
          azure: [
            {
              host: context.simulator.host,
              credentials: [{ personalAccessToken: token }],
            },
          ],
        },
      }),
      logger: silent,
    });
  };
  const address = (query = '') =>
    `${context.organizationUrl}/${project}/_git/churn${query}`;
  const read = async (query: string) =>
    (await (await reader().readUrl(address(query))).buffer()).toString();

  it('reads a file from the default branch and from a branch', async () => {
    const path = '?path=/catalog-info.yaml';
    expect(await read(path)).toBe('kind: Component\n');
    expect(await read(`${path}&version=GBtopic`)).toBe('kind: API\n');
  });

  it('reads a tree with the commit as its tag, and knows that nothing has changed', async () => {
    const tree = await reader().readTree(address());
    expect(tree.etag).toBe(repository.commit);
    expect((await tree.files()).map(({ path }) => path).sort()).toEqual([
      'catalog-info.yaml',
      'docs/deep/more.md',
      'docs/index.md',
    ]);
    await expect(
      reader().readTree(address(), { etag: repository.commit }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
  });

  it('reads the tree of a branch and of a folder', async () => {
    const branch = await reader().readTree(address('?version=GBtopic'));
    expect(branch.etag).toBe(topic);
    const folder = await reader().readTree(address('?path=/docs'));
    expect((await folder.files()).map(({ path }) => path).sort()).toEqual([
      'deep/more.md',
      'index.md',
    ]);
  });

  it('searches for a file, and finds nothing where there is none', async () => {
    const found = await reader().search(address('?path=/docs/index.md'));
    expect(found.files).toMatchObject([
      { url: address('?path=/docs/index.md') },
    ]);
    expect(String(await found.files[0].content())).toBe('# Docs\n');
    const none = await reader().search(address('?path=/nowhere.yaml'));
    expect(none.files).toEqual([]);
  });

  it('knows neither tags nor patterns of addresses outside dev.azure.com, here as little as elsewhere', async () => {
    // It asks for every version that is no commit without saying that it is a tag.
    await expect(
      reader().readUrl(address('?path=/catalog-info.yaml&version=GTv1')),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    // It reads the path out of addresses of Microsoft's own hosts only.
    const found = await reader().search(address('?path=/docs/*.md'));
    expect(found.files).toEqual([]);
  });

  it('says which file, branch or repository it did not find', async () => {
    for (const missing of [
      address('?path=/nowhere.yaml'),
      address('?path=/catalog-info.yaml&version=GBnowhere'),
      `${context.organizationUrl}/${project}/_git/nowhere?path=/a.yaml`,
    ]) {
      await expect(reader().readUrl(missing)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    }
    await expect(
      reader().readTree(`${context.organizationUrl}/${project}/_git/nowhere`),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('does not get in with a token that nobody knows', async () => {
    await expect(
      reader('nonsense').readUrl(address('?path=/catalog-info.yaml')),
    ).rejects.toThrow(/401/);
    await expect(reader('nonsense').readTree(address())).rejects.toThrow(/401/);
  });
});
