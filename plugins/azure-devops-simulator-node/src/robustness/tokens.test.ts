import { networkInterfaces } from 'node:os';
import { expiredToken } from '../seed/developmentTokens';
import { routes } from '../routes/routes';
import { runSimulatorCommand } from '../command/runSimulatorCommand';
import { startSimulator } from '../startSimulator';
import { basic } from '../testing/RestClient';
import { withSimulator } from '../testing/withSimulator';

/** A path that a route matches, with everything in it that it takes. */
function examplePath(path: string): string {
  return path
    .replace(/[[\]]/g, '')
    .replace(/\{project\}/g, 'machine-learning')
    .replace(/\{#\w+\}/g, '1')
    .replace(/\{\*?\w+\}/g, 'x');
}

const git = [
  ['GET', 'info/refs?service=git-upload-pack'],
  ['GET', 'info/refs?service=git-receive-pack'],
  ['GET', 'info/refs'],
  ['POST', 'git-upload-pack'],
  ['POST', 'git-receive-pack'],
].map(([method, path]) => ({
  method,
  path: `machine-learning/_git/x/${path}`,
}));

const everything = [
  ...routes.map(({ method, path }) => ({ method, path: examplePath(path) })),
  ...git,
];

describe('the token', () => {
  const context = withSimulator();

  async function statuses(authorization: string | undefined) {
    const found: Record<string, string[]> = {};
    for (const { method, path } of everything) {
      const response = await fetch(
        `${context.simulator.organizationUrl()}/${path}`,
        { method, ...(authorization && { headers: { authorization } }) },
      );
      await response.arrayBuffer();
      const { status } = response;
      found[status] = [...(found[status] ?? []), `${method} ${path}`];
    }
    return found;
  }

  it.each([
    ['without one', undefined],
    ['with one that nobody knows', basic('nonsense')],
    ['with a bearer that nobody knows', 'Bearer nonsense'],
    ['with a scheme that is none', 'Negotiate YII='],
    ['with an empty one', basic('')],
  ])(
    'is asked for on every route, git included, %s',
    async (_title, authorization) => {
      const found = await statuses(authorization);
      expect(Object.keys(found)).toEqual(['401']);
      expect(found['401']).toHaveLength(everything.length);
    },
    30_000,
  );

  it('leads to the sign-in page, or to a refusal of git, when it has expired', async () => {
    const {
      203: signIn,
      401: refused,
      ...others
    } = await statuses(basic(expiredToken));
    expect(others).toEqual({});
    expect(signIn).toHaveLength(routes.length);
    expect(refused).toHaveLength(git.length);
  }, 30_000);

  it('is asked for by the control API', async () => {
    const { url } = context.simulator;
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status } = await fetch(`${url}/_simulator/faults`, { method });
      expect(status).toBe(401);
    }
  });
});

describe('the address', () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .flatMap(address =>
      address?.family === 'IPv4' && !address.internal ? [address.address] : [],
    );

  it('is that of this machine alone unless told otherwise', async () => {
    const simulator = await startSimulator();
    const isAnswered = (address: string) =>
      fetch(`http://${address}:${simulator.port}/contoso`).then(
        () => true,
        () => false,
      );
    try {
      expect(await isAnswered('127.0.0.1')).toBe(true);
      const reached = await Promise.all(outside.map(isAnswered));
      expect(reached).toEqual(outside.map(() => false));
    } finally {
      await simulator.close();
    }
  });

  async function warnings(host: string): Promise<string> {
    const errors: string[] = [];
    await runSimulatorCommand(['--port', '0', '--host', host], {
      write: () => {},
      writeError: line => errors.push(line),
      untilStopped: async () => {},
    });
    return errors.join('\n');
  }

  it('comes with a warning when others reach it', async () => {
    expect(await warnings('0.0.0.0')).toMatch(/Warning: others .* tokens/);
    expect(await warnings('127.0.0.1')).toBe('');
  });
});
