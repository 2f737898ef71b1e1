import {
  developmentToken,
  expiredToken,
  readOnlyToken,
} from '../seed/developmentTokens';
import { createPipeline } from '../testing/pipelineUnderTest';
import { withSimulator } from '../testing/withSimulator';
import { Reader } from './testing/Reader';

const hour = 60 * 60 * 1000;

describe('signing in to the pages', () => {
  let now = Date.now();
  const context = withSimulator({
    clock: () => new Date(now),
    seed: {
      tokens: [
        {
          token: 'a-token-for-code',
          user: 'dana.scientist@contoso.example',
          scopes: ['vso.code_write'],
        },
      ],
    },
  });
  const project = () =>
    `${context.simulator.organizationUrl()}/machine-learning`;

  it('leads back to the page, shows who it is, and keeps the token out of cookies, addresses and pages', async () => {
    const reader = new Reader();
    const url = `${project()}/_build?view=runs`;
    const page = await reader.signIn(url, developmentToken);
    expect(page.document.URL).toBe(url);
    expect(page.read('.reader')).toContain('Dana Scientist');
    expect(`${reader.cookies}${page.text}`).not.toContain(developmentToken);
  });

  it('sets a cookie that no script and no other site gets', async () => {
    const form = await fetch(`${context.simulator.url}/_signin`);
    expect(form.headers.get('set-cookie')).toMatch(
      /^azure-devops-simulator-form=[\w-]{40,}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/,
    );
  });

  it.each([
    ['unknown', 'a-wrong-token', 'This token is not known here.'],
    ['expired', expiredToken, 'This token has expired.'],
    ['missing', '', 'No token was given.'],
  ])('refuses a token that is %s', async (_, token, problem) => {
    const reader = new Reader();
    const page = await reader.signIn(project(), token);
    expect(page.status).toBe(403);
    expect(page.read('[role=alert]')).toBe(problem);
    expect((await reader.open(project())).link('Sign in')).toContain('_signin');
  });

  it('ends with a click, with its time, and not with the page', async () => {
    const reader = new Reader();
    await reader.signIn(project(), developmentToken);
    const page = await reader.open(project());
    await reader.send(page, 'Sign out');
    expect((await reader.open(project())).read('.reader')).toBe('Sign in');
    await reader.signIn(project(), developmentToken);
    now += 9 * hour;
    expect((await reader.open(project())).read('.reader')).toBe('Sign in');
  });

  it.each(['//evil.example/x', 'https://evil.example', '/\\evil.example'])(
    'does not lead to %s afterwards',
    async target => {
      const reader = new Reader();
      const form = await reader.open(
        `${context.simulator.url}/_signin?returnTo=${encodeURIComponent(
          target,
        )}`,
      );
      const page = await reader.send(form, 'Sign in', {
        token: developmentToken,
        returnTo: target,
      });
      expect(page.document.URL).toBe(`${context.simulator.url}/`);
    },
  );

  it('wants the form of its own page', async () => {
    const reader = new Reader();
    const form = await reader.open(`${context.simulator.url}/_signin`);
    const wrong = await reader.send(form, 'Sign in', {
      token: developmentToken,
      formToken: 'made-up',
    });
    expect(wrong.status).toBe(403);
    const foreign = await reader.send(
      form,
      'Sign in',
      { token: developmentToken },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    );
    expect(foreign.status).toBe(403);
    expect((await reader.open(project())).read('.reader')).toBe('Sign in');
  });

  describe('lets somebody start a run', () => {
    let url: string;
    beforeAll(async () => {
      const pipeline = await createPipeline(
        context,
        `trigger: none
parameters:
- name: size
  displayName: Size of the model
  type: string
  default: small
  values: [small, large]
- name: dry
  type: boolean
  default: true
steps:
- script: echo \${{ parameters.size }} \${{ parameters.dry }}
`,
      );
      url = `${project()}/_build?definitionId=${pipeline.id}&view=run`;
    });

    it('with the parameters of the file', async () => {
      const reader = new Reader();
      const form = await reader.signIn(url, developmentToken);
      expect(form.read('main label:has(+ select)')).toContain(
        'Size of the model',
      );
      const run = await reader.send(form, 'Run on main', {
        'parameter.size': 'large',
        'parameter.dry': 'false',
      });
      expect(run.status).toBe(200);
      expect(run.read('main')).toMatch(/size large for this run dry false/i);
      const canceled = await reader.send(run, 'Cancel the run');
      await context.simulator.settled();
      const after = await reader.open(canceled.document.URL);
      expect(after.read('#state')).toBe('State: ○ canceled');
    });

    it('and gives a refused form back as it was filled in', async () => {
      const reader = new Reader();
      const form = await reader.signIn(url, developmentToken);
      const page = await reader.send(form, 'Run on main', {
        'parameter.size': 'huge',
        'parameter.dry': 'false',
      });
      expect(page.status).toBe(400);
      expect(page.read('[role=alert]')).toContain('size');
      const dry = page.document.querySelector<HTMLSelectElement>(
        '[name="parameter.dry"]',
      );
      expect(dry?.value).toBe('false');
    });

    it('only with a token that may do it, and only from its own page', async () => {
      const reader = new Reader();
      const form = await reader.signIn(url, developmentToken);
      const anonymous = await new Reader().send(form, 'Run on main');
      expect(anonymous.status).toBe(401);
      const forged = await reader.send(form, 'Run on main', { formToken: 'x' });
      expect(forged.status).toBe(403);
      const elsewhere = await reader.send(
        form,
        'Run on main',
        {},
        { origin: 'null' },
      );
      expect(elsewhere.status).toBe(403);
      const looking = new Reader();
      const page = await looking.signIn(url, readOnlyToken);
      expect(page.read('main')).toContain('Your token may only read');
      const formToken =
        page.document.querySelector<HTMLInputElement>('[name=formToken]')
          ?.value ?? '';
      const refused = await looking.send(form, 'Run on main', { formToken });
      expect(refused.status).toBe(403);
      const coding = new Reader();
      const codeForm = await coding.signIn(url, 'a-token-for-code');
      expect(
        (await coding.send(codeForm, 'Run on main')).status,
      ).toBeGreaterThanOrEqual(401);
    });
  });

  it('keeps pages without a form from taking one', async () => {
    const answer = await fetch(`${project()}/_library`, { method: 'POST' });
    expect(answer.status).toBe(501);
  });
});
