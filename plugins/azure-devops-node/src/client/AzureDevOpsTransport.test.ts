import {
  startScriptedServer,
  type ScriptedAnswer,
  type ScriptedServer,
} from './__testUtils__/scriptedServer';
import { AzureDevOpsClient } from './AzureDevOpsClient';
import { AzureDevOpsError } from './AzureDevOpsError';
import { collect } from '../provisioning/resources/collect';

const PROJECT = { id: 'p1', name: 'ml' };
const TOO_NEW: ScriptedAnswer = {
  status: 400,
  json: {
    message:
      'The requested REST API version of 7.1 is out of range for this server. The latest REST API version this server supports is 7.0.',
    typeKey: 'VssVersionOutOfRangeException',
  },
};

let server: ScriptedServer;
let slept: number[];

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  slept = [];
});

function createClient(
  settings: { signal?: AbortSignal; timeoutMilliseconds?: number } = {},
) {
  let time = 0;
  return AzureDevOpsClient.create({
    ...settings,
    organizationUrl: `${server.url}/tfs/Research`,
    authorization: async () => ({ Authorization: 'Basic eA==' }),
    random: () => 0,
    clock: {
      now: () => time,
      sleep: async milliseconds => {
        slept.push(milliseconds);
        time += milliseconds;
      },
    },
  });
}

const findProject = (client: AzureDevOpsClient) => client.projects.find('ml');

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

const createEnvironment = (client: AzureDevOpsClient) =>
  client.environments.create({ project: 'ml', name: 'prod', description: '' });

const versions = () =>
  server.received.map(({ query }) => query.get('api-version'));

describe('a server that knows only the version before', () => {
  it('is spoken to in that version, from the first refusal on', async () => {
    const client = createClient();
    server.answer(TOO_NEW, { json: { id: 1, name: 'prod' } });
    await createEnvironment(client);
    await collect(
      client.checks.query({
        project: 'ml',
        resources: [{ type: 'environment', id: '1' }],
      }),
    );
    expect(versions()).toEqual(['7.1', '7.0', '7.0-preview.1']);
    expect(server.received[1].body).toEqual({ name: 'prod', description: '' });
    expect(slept).toEqual([]);
  });

  it('is told apart from one that is too old', async () => {
    server.answer(TOO_NEW);
    await expect(createClient().projects.find('ml')).rejects.toMatchObject({
      likelyCause: expect.stringContaining('Azure DevOps Server 2022 or later'),
    });
    expect(versions()).toEqual(['7.1', '7.0']);
  });
});

describe('an answer that asks for time', () => {
  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['Retry-After in seconds', { 'retry-after': '7' }, 7_000],
    [
      'Retry-After as a date',
      { 'retry-after': new Date(9_000).toUTCString() },
      9_000,
    ],
    ['X-RateLimit-Delay', { 'x-ratelimit-delay': '1.5' }, 1_500],
  ])('gets it, even when it is a success: %s', async (_, headers, wait) => {
    const client = createClient();
    server.answer({ json: PROJECT, headers }, { json: PROJECT });
    await client.projects.find('ml');
    expect(slept).toEqual([]);
    await client.withSignal(new AbortController().signal).projects.find('ml');
    expect(slept).toEqual([wait]);
  });

  it.each([502, 503, 504])(
    'is looked at again after %i when it was a read, and never written again',
    async status => {
      server.answer({ status }, { json: PROJECT });
      await expect(createClient().projects.find('ml')).resolves.toEqual(
        PROJECT,
      );
      expect(slept).toHaveLength(1);
      server.answer({ status }, { json: {} });
      await expect(createEnvironment(createClient())).rejects.toMatchObject({
        status,
      });
      expect(server.received).toHaveLength(1);
    },
  );
});

describe('an answer that stops half way', () => {
  it('is one that did not come in time', async () => {
    server.answer('stop half way');
    await expect(
      createEnvironment(createClient({ timeoutMilliseconds: 50 })),
    ).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('ends with the reason of the signal', async () => {
    server.answer('stop half way');
    const controller = new AbortController();
    const work = createEnvironment(createClient({ signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('the task was stopped')), 50);
    await expect(work).rejects.toThrow('the task was stopped');
  });
});

describe('a call that got no answer', () => {
  it('is made again when it reads', async () => {
    server.answer('drop the connection', { status: 503 }, { json: PROJECT });
    await expect(findProject(createClient())).resolves.toEqual(PROJECT);
    expect(slept).toEqual([250, 500]);
  });

  it.each<[string, ScriptedAnswer, string]>([
    ['the connection drops', 'drop the connection', 'connection'],
    ['the service is unavailable', { status: 503 }, 'unavailable'],
  ])('is never made again when it writes and %s', async (_t, answer, kind) => {
    server.answer(answer);
    const error = await failureOf(createEnvironment(createClient()));
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(/run again/);
    expect(server.received).toHaveLength(1);
  });

  it('ends after a time', async () => {
    server.answer('never answer');
    const error = await failureOf(
      findProject(createClient({ timeoutMilliseconds: 50 })),
    );
    expect(error).toMatchObject({ kind: 'timeout', status: undefined });
  });

  it('ends with the reason of the signal', async () => {
    server.answer('never answer');
    const controller = new AbortController();
    const call = findProject(createClient({ signal: controller.signal }));
    const reason = new Error('cancelled by the user');
    setTimeout(() => controller.abort(reason), 20);
    await expect(call).rejects.toBe(reason);
  });

  it('is not even made when the signal is aborted', async () => {
    server.answer({ json: PROJECT });
    const client = createClient().withSignal(
      AbortSignal.abort(new Error('no')),
    );
    await expect(findProject(client)).rejects.toThrow('no');
    expect(server.received).toEqual([]);
  });
});

describe('a list', () => {
  it('goes on page by page', async () => {
    server.answer(
      {
        json: { count: 1, value: [{ id: 1, name: 'a' }] },
        headers: { 'x-ms-continuationtoken': 'page 2' },
      },
      { json: { count: 1, value: [{ id: 2, name: 'b' }] } },
    );
    const names: string[] = [];
    for await (const { name } of createClient().environments.list('ml')) {
      names.push(name);
    }
    expect(names).toEqual(['a', 'b']);
    expect(
      server.received.map(({ query }) => query.get('continuationToken')),
    ).toEqual([null, 'page 2']);
  });

  it('asks for no further page than is read', async () => {
    server.answer({
      json: { value: [{ id: 1, name: 'a' }] },
      headers: { 'x-ms-continuationtoken': 'more' },
    });
    for await (const { name } of createClient().environments.list('ml')) {
      expect(name).toBe('a');
      break;
    }
    expect(server.received).toHaveLength(1);
  });

  it('ends when the service repeats itself', async () => {
    server.answer({
      json: { value: [{ id: 1, name: 'a' }] },
      headers: { 'x-ms-continuationtoken': 'same' },
    });
    const names: string[] = [];
    for await (const { name } of createClient().environments.list('ml')) {
      names.push(name);
    }
    expect(names).toEqual(['a', 'a']);
  });

  it('is empty when the service says so', async () => {
    server.answer({ json: { count: 0, value: [] } });
    await expect(createClient().identities.find('nobody@x')).resolves.toEqual(
      [],
    );
  });

  it('ends when the service hands out its tokens in a circle', async () => {
    const page = (token: string) => ({
      json: { value: [{ id: token, name: token }] },
      headers: { 'x-ms-continuationtoken': token },
    });
    server.answer(page('a'), page('b'), page('a'), page('b'));
    const found = await collect(createClient().projects.list());
    expect(found.map(({ name }) => name)).toEqual(['a', 'b', 'a']);
  });
});

describe('a refusal', () => {
  it('of a query that is sent as POST names the scope for reading', async () => {
    server.answer({ status: 403, json: { message: 'No.' } });
    await expect(
      collect(
        createClient().checks.query({
          project: 'ml',
          resources: [{ type: 'environment', id: '1' }],
        }),
      ),
    ).rejects.toThrow('lacks the scope "Build (Read)"');
  });
});
