import { Json } from '../../testing/RestClient';
import { GitWorkspace, withToken } from '../../testing/GitWorkspace';
import { withSimulator } from '../../testing/withSimulator';
import { openPage } from '../testing/openPage';

const attack = '<script>alert(1)</script>';
const lines = (count: number, word = 'line') =>
  Array.from({ length: count }, (_, index) => `${word} ${index + 1}\n`).join(
    '',
  );

describe('the pages of a repository', () => {
  const context = withSimulator();
  const repository = () =>
    `${context.simulator.organizationUrl()}/machine-learning/_git/churn`;
  let id: string;
  let pullRequest: Json;
  let abandoned: Json;
  let change: string;

  beforeAll(async () => {
    const { rest } = context;
    const { body } = await rest.post(
      'machine-learning/_apis/git/repositories',
      { name: 'churn' },
    );
    id = body.id;
    const workspace = await GitWorkspace.create();
    await workspace.write('src/train.py', lines(30));
    await workspace.write('old name.py', lines(20, 'word'));
    await workspace.commit('Start');
    await workspace.git('tag', '--annotate', '-m', 'First', 'v1');
    await workspace.git('tag', 'light');
    await workspace.git('checkout', '--quiet', '-b', 'feature/scores');
    await workspace.write(
      'src/train.py',
      lines(30).replace('line 15\n', `line 15 ${attack}\nadded\n`),
    );
    await workspace.git('mv', 'old name.py', 'new name.py');
    await workspace.write('long.txt', lines(2000));
    await workspace.write('model.bin', Uint8Array.from([0, 1, 2]));
    change = await workspace.commit(`Change ${attack}`);
    await workspace.write('more.txt', '--- a/more\n+++ b/more\n@@ -1 +1 @@\n');
    await workspace.commit('More');
    await workspace.git('checkout', '--quiet', 'main');
    await workspace.write('README.md', '# Churn\n');
    await workspace.commit('Explain');
    await workspace.git(
      'push',
      '--quiet',
      '--tags',
      withToken(body.remoteUrl, context.simulator.token),
      'main',
      'feature/scores',
    );
    await workspace.remove();
    await protectMain();
    await openPullRequests();
  });

  async function protectMain() {
    await context.rest.post('machine-learning/_apis/policy/configurations', {
      type: { id: 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd' },
      isEnabled: true,
      isBlocking: true,
      settings: {
        minimumApproverCount: 1,
        scope: [
          { repositoryId: id, refName: 'refs/heads/main', matchKind: 'Exact' },
        ],
      },
    });
  }

  async function openPullRequests() {
    const { rest } = context;
    const all = `machine-learning/_apis/git/repositories/${id}/pullrequests`;
    const branches = {
      sourceRefName: 'refs/heads/feature/scores',
      targetRefName: 'refs/heads/main',
    };
    abandoned = (await rest.post(all, { ...branches, title: 'Too early' }))
      .body;
    await rest.patch(`${all}/${abandoned.pullRequestId}`, {
      status: 'abandoned',
    });
    pullRequest = (
      await rest.post(all, {
        ...branches,
        title: `Scores ${attack}`,
        description: `Adds **scores**\n\n${attack}`,
      })
    ).body;
    const one = `${all}/${pullRequest.pullRequestId}`;
    const { authenticatedUser } = (await rest.get('_apis/connectionData')).body;
    await rest.put(`${one}/reviewers/${authenticatedUser.id}`, { vote: -5 });
    await rest.post(`${one}/statuses`, {
      state: 'failed',
      description: 'too slow',
      context: { name: 'speed', genre: 'bench' },
      targetUrl: 'data:text/html,evil',
    });
    await rest.post(`${one}/threads`, {
      comments: [{ content: `Why? ${attack}` }],
      status: 'active',
      threadContext: {
        filePath: '/src/train.py',
        rightFileStart: { line: 15, offset: 1 },
      },
    });
  }

  it('list the branches with the latest commit, the distance to the default branch and the policies', async () => {
    const page = await openPage(`${repository()}/branches`);
    const rows = [...page.document.querySelectorAll('tbody tr')].map(row =>
      (row.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );
    expect(rows[0]).toMatch(
      /^main \w{8} Explain Dana .* default branch 1 policy$/,
    );
    expect(rows[1]).toMatch(
      /^feature\/scores \w{8} More Dana .* 2 ahead, 1 behind$/,
    );
  });

  it('list the tags with the commits that they stand for', async () => {
    const page = await openPage(`${repository()}/tags`);
    expect(page.read('tbody')).toMatch(
      /^light lightweight (\w{8}) v1 annotated \1$/,
    );
  });

  it('show what a commit has changed, line by line', async () => {
    const page = await openPage(`${repository()}/commit/${change}`);
    expect(page.read('h1')).toBe(`Change ${attack}`);
    const tables = [...page.document.querySelectorAll('table.diff')];
    const changed = tables.find(table => table.textContent?.includes('added'));
    const rows = [...(changed?.querySelectorAll('tr.added, tr.removed') ?? [])];
    expect(
      rows.map(row =>
        [...row.querySelectorAll('td')].map(cell => cell.textContent?.trim()),
      ),
    ).toEqual([
      ['15', '', '-removed', 'line 15'],
      ['', '15', '+added', `line 15 ${attack}`],
      ['', '16', '+added', 'added'],
    ]);
    const headings = [...page.document.querySelectorAll('.file h3')].map(
      heading => (heading.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );
    expect(headings).toEqual([
      'long.txt added, +2000 -0',
      'model.bin added, binary',
      'old name.py → new name.py renamed, +0 -0',
      'src/train.py changed, +2 -1',
    ]);
    expect(page.text).not.toContain('<script>');
  });

  it('leave out what is too long, and show it alone on demand', async () => {
    const page = await openPage(`${repository()}/commit/${change}`);
    expect(page.read('.file .note')).toContain(
      '2000 lines differ: too many to show at once.',
    );
    const alone = await openPage(page.link('Show long.txt'));
    expect(alone.document.querySelectorAll('tr.added')).toHaveLength(2000);
  });

  it('compare a first commit with nothing', async () => {
    const commits = await openPage(`${repository()}/commits`);
    const start = commits.link(/^[0-9a-f]{8}$/);
    const first = await openPage(start);
    const parent = await openPage(first.link(/^[0-9a-f]{8}$/));
    expect(parent.read('h1')).toBe('Start');
    expect(parent.read('main')).toContain(
      '2 files changed, 50 lines added, 0 removed.',
    );
  });

  it('list pull requests by their state', async () => {
    const page = await openPage(`${repository()}/pullrequests`);
    expect(page.read('nav[aria-label^=State]')).toBe(
      'Active (1) Completed (0) Abandoned (1)',
    );
    expect(page.read('tbody')).toContain(
      `Scores ${attack} feature/scores main Dana Scientist`,
    );
    const other = await openPage(page.link('Abandoned (1)'));
    expect(other.read('tbody')).toContain('Too early');
  });

  it('show what a pull request is about and how far it is', async () => {
    const page = await openPage(
      `${repository()}/pullrequest/${pullRequest.pullRequestId}`,
    );
    expect(page.read('h1')).toBe(
      `Scores ${attack} !${pullRequest.pullRequestId}`,
    );
    expect(page.document.querySelector('.document strong')?.textContent).toBe(
      'scores',
    );
    expect(page.read('main')).toMatch(/Merge ✓ can be merged/);
    expect(page.read('main')).toMatch(
      /Minimum number of reviewers required ✗ not met/,
    );
    expect(page.read('main')).toMatch(/Dana Scientist ! waits for the author/);
    expect(page.read('main')).toMatch(/bench\/speed ✗ failed too slow/);
    expect(page.read('article')).toMatch(
      /^\/src\/train.py, line 15 \(active\) Dana Scientist, .* Why\? /,
    );
    expect(page.text).not.toContain('data:text');
    expect(page.text).not.toContain('<script>');
  });

  it('show the files and the commits that a pull request brings, and not those of its target', async () => {
    const url = `${repository()}/pullrequest/${pullRequest.pullRequestId}`;
    const files = await openPage(`${url}?_a=files`);
    expect(files.read('main')).toContain('5 files changed');
    expect(files.read('main')).not.toContain('README.md');
    expect(files.read('main')).toContain('--- a/more');
    const alone = await openPage(files.link('Show long.txt'));
    expect(alone.document.querySelectorAll('.file')).toHaveLength(1);
    const commits = await openPage(`${url}?_a=commits`);
    expect(
      [...commits.document.querySelectorAll('tbody tr td:nth-child(2)')].map(
        cell => cell.textContent,
      ),
    ).toEqual(['More ', `Change ${attack} `]);
  });

  it.each(['pullrequest/999', 'pullrequest/x', 'nothing', 'commit/0123456789'])(
    'are missing at %s',
    async path => {
      expect((await openPage(`${repository()}/${path}`)).status).toBe(404);
    },
  );
});
