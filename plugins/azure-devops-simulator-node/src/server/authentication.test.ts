import { expiredToken, readOnlyToken } from '../seed/developmentTokens';
import { withSimulator } from '../testing/withSimulator';

describe('who may do what', () => {
  const context = withSimulator();
  const projects = '_apis/projects';

  it.each([
    [
      'as the password of any user',
      (token: string) =>
        `Basic ${Buffer.from(`someone:${token}`).toString('base64')}`,
    ],
    [
      'as the password of no user',
      (token: string) => `Basic ${Buffer.from(`:${token}`).toString('base64')}`,
    ],
    [
      'as the user name',
      (token: string) => `Basic ${Buffer.from(`${token}:`).toString('base64')}`,
    ],
    ['as a bearer token', (token: string) => `Bearer ${token}`],
  ])('takes the token %s', async (_, header) => {
    const { simulator, rest } = context;
    const { status } = await rest.get(projects, {
      token: null,
      headers: { authorization: header(simulator.token) },
    });
    expect(status).toBe(200);
  });

  it.each([
    ['no token', null],
    ['a token that nobody knows', 'nonsense'],
  ])('answers 401 without a body to %s', async (_, token) => {
    const answer = await context.rest.get(projects, { token });
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('');
    expect(answer.headers.get('www-authenticate')).toMatch(/Bearer.*Basic/);
  });

  it('answers 203 with a sign-in page to an expired token', async () => {
    const answer = await context.rest.get(projects, { token: expiredToken });
    expect(answer.status).toBe(203);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.text).toContain('Sign in');
  });

  it('answers 203 with a sign-in page to a browser without a token', async () => {
    const answer = await context.rest.get(projects, {
      token: null,
      headers: { accept: 'text/html,*/*' },
    });
    expect(answer.status).toBe(203);
  });

  it('lets a reading token read', async () => {
    expect(
      (await context.rest.get(projects, { token: readOnlyToken })).status,
    ).toBe(200);
  });

  it.each([
    ['machine-learning/_apis/git/repositories', /TF401027/],
    ['machine-learning/_apis/build/definitions', /TF215106/],
    ['machine-learning/_apis/distributedtask/environments', /TF50309/],
  ])('does not let a reading token write to %s', async (path, message) => {
    const answer = await context.rest.post(
      path,
      { name: 'x' },
      { token: readOnlyToken },
    );
    expect(answer.status).toBe(403);
    expect(answer.body.message).toMatch(message);
  });

  it('says who is asking', async () => {
    const { body } = await context.rest.get('_apis/connectionData');
    expect(body.authenticatedUser.providerDisplayName).toBe('Dana Scientist');
  });

  it('never shows a token in an answer', async () => {
    const answer = await context.rest.get('_apis/connectionData');
    expect(answer.text).not.toContain(context.simulator.token);
  });
});
