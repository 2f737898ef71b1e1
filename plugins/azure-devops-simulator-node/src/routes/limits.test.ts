import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning/_apis';
const long = (length: number) => 'n'.repeat(length);

describe('lengths of names', () => {
  const context = withSimulator();

  it.each([
    ['project', 64, '_apis/projects', 'InvalidProjectNameException'],
    [
      'repository',
      64,
      `${project}/git/repositories`,
      'InvalidGitRepositoryNameException',
    ],
    [
      'environment',
      128,
      `${project}/distributedtask/environments`,
      'InvalidEnvironmentException',
    ],
    [
      'team',
      64,
      '_apis/projects/machine-learning/teams',
      'InvalidTeamNameException',
    ],
    [
      'agent pool',
      128,
      '_apis/distributedtask/pools',
      'InvalidTaskAgentQueueException',
    ],
  ])('a %s has at most %d characters', async (_kind, most, path, typeKey) => {
    const refused = await context.rest.post(path, { name: long(most + 1) });
    expect(refused.status).toBe(400);
    expect(refused.body.typeKey).toBe(typeKey);
    const taken = await context.rest.post(path, { name: long(most) });
    expect(taken.status).toBeLessThan(300);
  });

  it('a folder has at most 248 characters, and a secure file 255', async () => {
    const folder = await context.rest.put(
      `${project}/build/folders?path=${long(249)}`,
      {},
    );
    expect(folder.status).toBe(400);
    const file = await context.rest.call(
      `${project}/distributedtask/securefiles?name=${long(256)}`,
      {
        method: 'POST',
        rawBody: 'x',
        headers: { 'content-type': 'application/octet-stream' },
      },
    );
    expect(file.status).toBe(400);
  });

  it('an environment takes no resources, and says so', async () => {
    const environments = `${project}/distributedtask/environments`;
    const created = await context.rest.post(environments, { name: 'prod' });
    const answer = await context.rest.post(
      `${environments}/${created.body.id}/providers/kubernetes`,
      { name: 'cluster' },
    );
    expect(answer.status).toBe(501);
    expect(answer.body.message).toContain('providers/kubernetes');
  });
});

describe('lists in pages', () => {
  const context = withSimulator();
  const environments = `${project}/distributedtask/environments`;

  it.each([
    ['projects', '_apis/projects', '_apis/projects'],
    ['environments', environments, environments],
    [
      'teams',
      '_apis/projects/machine-learning/teams',
      '_apis/projects/machine-learning/teams',
    ],
    ['users', '_apis/graph/users', ''],
    ['groups', '_apis/graph/groups', ''],
  ])('%s are listed once each over all pages', async (kind, path, create) => {
    for (const name of create && kind !== 'projects' ? ['a', 'b', 'c'] : []) {
      await context.rest.post(create, { name });
    }
    const whole = await context.rest.get(path);
    const found: unknown[] = [];
    let token: string | null = '';
    while (token !== null) {
      const page = await context.rest.get(
        `${path}?$top=2${token && `&continuationToken=${token}`}`,
      );
      found.push(...page.body.value);
      token = page.headers.get('x-ms-continuationtoken');
    }
    expect(found).toEqual(whole.body.value);
  });

  it('refuses a token that nobody has given out', async () => {
    const answer = await context.rest.get(
      '_apis/projects?continuationToken=abc',
    );
    expect(answer.status).toBe(400);
  });
});
