import {
  startScriptedServer,
  type ScriptedAnswer,
  type ScriptedServer,
} from './__testUtils__/scriptedServer';
import { AzureDevOpsClient } from './AzureDevOpsClient';
import { AzureDevOpsError } from './AzureDevOpsError';
import type { RequestEvent } from './AzureDevOpsTransport';

const TOKEN = 'secret-token-of-the-test';
const PROJECT = { id: 'p1', name: 'machine learning' };

let server: ScriptedServer;
let slept: number[];
let events: RequestEvent[];
let time: number;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  slept = [];
  events = [];
  time = Date.parse('2026-01-01T00:00:00Z');
});

function createClient(
  settings: { signal?: AbortSignal; timeoutMilliseconds?: number } = {},
) {
  return AzureDevOpsClient.create({
    ...settings,
    organizationUrl: `${server.url}/contoso/`,
    authorization: async () => ({ Authorization: `Bearer ${TOKEN}` }),
    random: () => 0,
    clock: {
      now: () => time,
      sleep: async milliseconds => {
        slept.push(milliseconds);
        time += milliseconds;
      },
    },
    onRequest: event => events.push(event),
  });
}

async function failureOf(work: Promise<unknown>): Promise<AzureDevOpsError> {
  const error: unknown = await work.then(
    () => undefined,
    reason => reason,
  );
  if (!(error instanceof AzureDevOpsError)) {
    throw new Error(`Expected an AzureDevOpsError, got ${String(error)}`);
  }
  return error;
}

function findProject(client = createClient()) {
  return client.projects.find('machine learning');
}

function createEnvironment(client = createClient()) {
  return client.environments.create({
    project: 'ml',
    name: 'prod',
    description: '',
  });
}

const serviceError = (message: string, typeKey: string) => ({
  $id: '1',
  innerException: null,
  message,
  typeName: `Microsoft.${typeKey}, Microsoft`,
  typeKey,
  errorCode: 0,
  eventId: 3000,
});

describe('a call', () => {
  it('goes to the route, signed in, with version and encoded names', async () => {
    server.answer({ json: PROJECT });
    await expect(
      createClient().projects.find('../machine learning?x#y'),
    ).resolves.toEqual(PROJECT);
    expect(server.received).toEqual([
      expect.objectContaining({
        method: 'GET',
        path: '/contoso/_apis/projects/..%2Fmachine%20learning%3Fx%23y',
        headers: expect.objectContaining({
          authorization: `Bearer ${TOKEN}`,
          accept: 'application/json',
        }),
      }),
    ]);
    expect(server.received[0].query.get('api-version')).toBe('7.1');
  });

  it('is counted, writes apart, by all copies of a client together', async () => {
    server.answer({ json: PROJECT });
    const client = createClient();
    await findProject(client);
    await createEnvironment(client.withSignal(new AbortController().signal));
    expect(client.statistics).toEqual({ calls: 2, writes: 1 });
  });

  it('is reported with status and time', async () => {
    server.answer({ json: PROJECT });
    await findProject();
    expect(events).toEqual([
      expect.objectContaining({ method: 'GET', status: 200, milliseconds: 0 }),
    ]);
  });
});

describe('an answer that is no success', () => {
  it.each<[string, ScriptedAnswer]>([
    ['203 with a page', { status: 203, text: '<html>Sign in</html>' }],
    [
      '302 to the sign-in page',
      { status: 302, headers: { location: 'https://login/' } },
    ],
    ['401 without body', { status: 401 }],
  ])('means "not signed in": %s', async (_title, answer) => {
    server.answer(answer);
    const error = await failureOf(findProject());
    expect(error.kind).toBe('not-signed-in');
    expect(error.message).toMatch(/token is missing, wrong, expired/);
    expect(server.received).toHaveLength(1);
  });

  it.each<[string, ScriptedAnswer]>([
    [
      '404',
      {
        status: 404,
        json: serviceError(
          'TF200016: The following project does not exist: x.',
          'ProjectDoesNotExistWithNameException',
        ),
      },
    ],
    [
      '400 with VS800075',
      {
        status: 400,
        json: serviceError(
          'VS800075: The project with id x does not exist.',
          'ProjectDoesNotExistException',
        ),
      },
    ],
    [
      '400 with VS402806',
      { status: 400, json: serviceError('VS402806: Not there.', 'X') },
    ],
  ])('means "not found": %s', async (_title, answer) => {
    server.answer(answer);
    await expect(findProject()).resolves.toBeUndefined();
  });

  it.each<[number, string, string]>([
    [403, 'AccessDeniedException', 'forbidden'],
    [400, 'InvalidArgumentException', 'invalid'],
    [409, 'DefinitionRevisionMismatchException', 'outdated'],
    [400, 'DefinitionExistsException', 'already-exists'],
    [409, 'VariableGroupExistsException', 'already-exists'],
    [500, 'X', 'unavailable'],
    [418, 'X', 'unexpected'],
  ])('is never taken for "not found": %i %s', async (status, typeKey, kind) => {
    server.answer({ status, json: serviceError('No.', typeKey) });
    expect((await failureOf(findProject())).kind).toBe(kind);
  });

  it('knows a repository name that is taken by its code', async () => {
    server.answer({
      status: 409,
      json: serviceError(
        'TF400948: A Git repository with the name x already exists.',
        'GitRepositoryNameAlreadyExistsException',
      ),
    });
    const error = await failureOf(
      createClient().git.createRepository({
        project: 'ml',
        projectId: 'p1',
        name: 'x',
      }),
    );
    expect(error).toMatchObject({ kind: 'already-exists', code: 'TF400948' });
  });

  it('becomes an error with everything that helps and no secret', async () => {
    server.answer({
      status: 403,
      headers: { activityid: 'activity-7' },
      json: serviceError(
        'TF401027: You need the Git GenericRead permission.',
        'GitNeedsPermissionException',
      ),
    });
    const error = await failureOf(
      createClient().git.findRepository({ project: 'ml', repository: 'x' }),
    );
    expect(error).toMatchObject({
      method: 'GET',
      url: `${server.url}/contoso/ml/_apis/git/repositories/x`,
      status: 403,
      typeKey: 'GitNeedsPermissionException',
      code: 'TF401027',
      activityId: 'activity-7',
      serviceMessage: 'TF401027: You need the Git GenericRead permission.',
    });
    expect(error.message).toBe(
      `GET ${server.url}/contoso/ml/_apis/git/repositories/x was answered with 403 ` +
        '"TF401027: You need the Git GenericRead permission.": The user of the token lacks the permission "Read" on the repository, ' +
        'or the token lacks the scope "Code (Read)". (activity activity-7)',
    );
    expect(JSON.stringify(error) + error.stack).not.toContain(TOKEN);
  });

  it('is an error too when it is a success that is no JSON', async () => {
    server.answer({ status: 200, text: '<html>proxy</html>' });
    expect(await failureOf(findProject())).toMatchObject({
      kind: 'unexpected',
      status: 200,
    });
  });
});

describe('waiting', () => {
  it('lasts as long as a refused call says, then the call is made again', async () => {
    server.answer(
      { status: 429, headers: { 'retry-after': '7' } },
      { json: PROJECT },
    );
    await expect(findProject()).resolves.toEqual(PROJECT);
    expect(slept).toEqual([7000]);
  });

  it('understands a date', async () => {
    server.answer(
      {
        status: 429,
        headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' },
      },
      { json: PROJECT },
    );
    await findProject();
    expect(slept).toEqual([30_000]);
  });

  it('applies to writes that were refused for the rate limit: they have not happened', async () => {
    server.answer(
      { status: 429, headers: { 'retry-after': '1' } },
      { json: { id: 1, name: 'prod' } },
    );
    await createEnvironment();
    expect(server.received.map(({ method }) => method)).toEqual([
      'POST',
      'POST',
    ]);
  });

  it.each([
    ['Retry-After', { 'retry-after': '5' }, 5000],
    ['X-RateLimit-Delay', { 'x-ratelimit-delay': '0.25' }, 250],
  ])(
    'precedes the next call when a success asks for it by %s',
    async (_title, headers, milliseconds) => {
      server.answer({ json: PROJECT, headers }, { json: PROJECT });
      const client = createClient();
      await findProject(client);
      expect(slept).toEqual([]);
      await findProject(client);
      expect(slept).toEqual([milliseconds]);
    },
  );

  it('doubles when the service does not say how long, and ends after four attempts', async () => {
    server.answer({ status: 429 });
    expect((await failureOf(findProject())).kind).toBe('throttled');
    expect(slept).toEqual([250, 500, 1000]);
    expect(server.received).toHaveLength(4);
  });

  it('does not begin when it would take too long', async () => {
    server.answer({ status: 429, headers: { 'retry-after': '3600' } });
    expect((await failureOf(findProject())).kind).toBe('throttled');
    expect(slept).toEqual([]);
  });
});
