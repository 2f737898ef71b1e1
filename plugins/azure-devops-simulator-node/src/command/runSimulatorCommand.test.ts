import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../startSimulator';
import { runSimulatorCommand } from './runSimulatorCommand';

async function run(
  argv: readonly string[],
  during: (output: readonly string[]) => Promise<void> = async () => {},
) {
  const output: string[] = [];
  const errors: string[] = [];
  const exitCode = await runSimulatorCommand(argv, {
    write: line => output.push(line),
    writeError: line => errors.push(line),
    untilStopped: () => during(output),
  });
  return { exitCode, output: output.join('\n'), errors: errors.join('\n') };
}

describe('the simulator command', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-command-'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('says where it is and with which token, serves, and ends cleanly', async () => {
    let status = 0;
    const { exitCode, output } = await run(
      ['--port', '0', '--data', directory],
      async lines => {
        const url = /http:\S+/.exec(lines[0])?.[0];
        status = (await fetch(`${url}/contoso`)).status;
      },
    );
    expect(exitCode).toBe(0);
    expect(status).toBe(200);
    expect(output).toMatch(/contoso\/machine-learning/);
    expect(output).toMatch(/azure-devops-simulator-development-token/);
    expect(output).toContain(directory);
  });

  it('names the remedy when the port is in use', async () => {
    const other = await startSimulator();
    const { exitCode, errors } = await run(['--port', String(other.port)]);
    await other.close();
    expect(exitCode).toBe(1);
    expect(errors).toBe(
      `Port ${other.port} is in use; stop the program that has it, or choose another one with --port.`,
    );
  });

  it.each([
    [['--port', 'many'], /--port must be a whole number/],
    [['--latency', '-1'], /latency/],
    [['--teapot'], /teapot/],
    [
      ['--agent', '--agent-environment', '=x'],
      /--agent-environment must be NAME=VALUE, not '=x'/,
    ],
  ])('explains the mistake in %j', async (argv, message) => {
    const { exitCode, errors } = await run(argv);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(message);
  });

  it('shows how it is used', async () => {
    const { exitCode, output } = await run(['--help']);
    expect(exitCode).toBe(0);
    expect(output).toContain('--seed');
  });

  it('takes a seed file', async () => {
    const seed = join(directory, 'seed.yaml');
    await writeFile(
      seed,
      'organizations:\n  - name: fabrikam\n    projects:\n      - name: forecasts\n',
    );
    let text = '';
    await run(['--port', '0', '--seed', seed], async lines => {
      text = await (
        await fetch(`${/http:\S+/.exec(lines[0])?.[0]}/fabrikam`)
      ).text();
    });
    expect(text).toContain('forecasts');
  });

  it.each([
    ['organizations: contoso', /organizations is not a list/],
    ['organisations: []', /organisations/],
    ['users:\n  - mail: a@b.example', /users\[0\]\.displayName is missing/],
    [
      'tokens:\n  - token: x\n    user: y\n    access: admin',
      /access is 'admin'/,
    ],
    ['users: [', /seed\.yaml/],
  ])('says what is wrong with the seed %j', async (content, message) => {
    const seed = join(directory, 'seed.yaml');
    await writeFile(seed, content);
    const { exitCode, errors } = await run(['--port', '0', '--seed', seed]);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(message);
  });
});
