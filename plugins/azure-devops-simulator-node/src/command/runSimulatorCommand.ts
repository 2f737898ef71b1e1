import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createAgent } from '../agent/createAgent';
import { developmentToken } from '../seed/developmentTokens';
import { readSeedFile } from '../seed/readSeedFile';
import { isLoopback } from '../server/isLoopback';
import { Simulator, SimulatorOptions, startSimulator } from '../startSimulator';

/** Where the command writes to and listens for its end; replaced in tests. */
export interface CommandHost {
  readonly write: (line: string) => void;
  readonly writeError: (line: string) => void;
  /** Resolves when the user asks to stop. */
  readonly untilStopped: () => Promise<void>;
}

const usage = `Usage: npm run simulator -- [--port 7008] [--host 127.0.0.1] [--data DIR] [--latency MS] [--seed FILE] [--agent [--agent-environment NAME=VALUE]...] [--https | --cert FILE --key FILE]

  --port     port to listen on; 0 takes any free one (default 7008)
  --host     address to listen on (default 127.0.0.1: this machine only)
  --data     folder that keeps the state; without it everything is gone at the end
  --latency  delay of every request in milliseconds
  --seed     YAML or JSON file with more organizations, projects, users and tokens
  --agent    run the jobs of pipelines on this machine, with the rights of whoever starts this
  --agent-environment
             environment variable of every step, as a self-hosted agent has those of its file .env
  --https    serve https with a certificate of its own, kept in the data folder
  --cert     certificate as PEM, to serve https; wants --key
  --key      its private key as PEM
  --help     this text`;

/** A mistake in the arguments, told in one sentence. */
class UsageError extends Error {}

function wholeNumber(
  name: string,
  text: string | undefined,
  largest: number,
): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  if (
    text.trim() === '' ||
    !Number.isInteger(value) ||
    value < 0 ||
    value > largest
  ) {
    throw new UsageError(
      `--${name} must be a whole number from 0 to ${largest}, not '${text}'.`,
    );
  }
  return value;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        latency: { type: 'string' },
        seed: { type: 'string' },
        agent: { type: 'boolean' },
        'agent-environment': { type: 'string', multiple: true },
        https: { type: 'boolean' },
        cert: { type: 'string' },
        key: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? error.message : String(error),
    );
  }
}

function agentEnvironment(
  given: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map(each => {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(each) ?? [];
      if (name === undefined) {
        throw new UsageError(
          `--agent-environment must be NAME=VALUE, not '${each}'.`,
        );
      }
      return [name, value];
    }),
  );
}

function readPem(option: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch(error => {
    throw new Error(
      `The file of --${option} cannot be read: ${
        fieldOf(error, 'message') ?? String(error)
      }.`,
      { cause: error },
    );
  });
}

async function readTls(values: {
  readonly https?: boolean;
  readonly cert?: string;
  readonly key?: string;
}): Promise<SimulatorOptions['tls']> {
  const { https, cert, key } = values;
  if (cert === undefined && key === undefined) {
    return https ? 'generated' : undefined;
  }
  if (https) {
    throw new UsageError(
      '--https makes a certificate; leave it out to use that of --cert and --key.',
    );
  }
  if (cert === undefined || key === undefined) {
    throw new UsageError(
      'https needs both --cert and --key; leave both out for http, or use --https.',
    );
  }
  return {
    certificate: await readPem('cert', cert),
    key: await readPem('key', key),
  };
}

async function readOptions(
  argv: readonly string[],
): Promise<SimulatorOptions | undefined> {
  const values = parse(argv);
  if (values.help) {
    return undefined;
  }
  const latencyMilliseconds = wholeNumber('latency', values.latency, 60_000);
  const tls = await readTls(values);
  const environment = agentEnvironment(values['agent-environment'] ?? []);
  return {
    port: wholeNumber('port', values.port, 65_535) ?? 7008,
    ...(values.host && { host: values.host }),
    ...(values.data && { dataDirectory: values.data }),
    ...(latencyMilliseconds && { latencyMilliseconds }),
    ...(tls && { tls }),
    ...(values.agent && {
      agent: place =>
        createAgent({ ...place, environment, clock: () => new Date() }),
    }),
    ...(values.seed && { seed: await readSeedFile(values.seed) }),
  };
}

/** By shape, not by class: an error may come from another realm. */
function fieldOf(error: unknown, name: 'code' | 'message'): string | undefined {
  const value =
    typeof error === 'object' && error !== null
      ? (error as Readonly<Record<string, unknown>>)[name]
      : undefined;
  return typeof value === 'string' ? value : undefined;
}

function explain(
  error: unknown,
  options: SimulatorOptions | undefined,
): string {
  const message = fieldOf(error, 'message') ?? String(error);
  switch (fieldOf(error, 'code')) {
    case 'EADDRINUSE':
      return `Port ${options?.port} is in use; stop the program that has it, or choose another one with --port.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${options?.host}; choose another one with --host.`;
    case 'EACCES':
      return `Not allowed: ${message}; choose another --port or --data folder.`;
    default:
      return message;
  }
}

function announce(
  simulator: Simulator,
  options: SimulatorOptions,
  host: CommandHost,
): void {
  const organization = simulator.organizationUrl();
  host.write(`Azure DevOps simulator: ${simulator.url}`);
  host.write(`  organization  ${organization}`);
  host.write(`  project       ${organization}/machine-learning`);
  host.write(`  token         ${developmentToken} (any user name)`);
  host.write(
    `  data          ${
      options.dataDirectory ??
      'in memory, gone at the end (--data DIR keeps it)'
    }`,
  );
  host.write(
    `  agent         ${
      options.agent
        ? 'runs the jobs of pipelines on this machine'
        : 'none: runs wait in the queue (--agent runs them)'
    }`,
  );
  const { certificateFile } = simulator;
  if (certificateFile) {
    host.write(`  certificate   ${certificateFile}`);
    host.write(
      `    for git     git config --global http.${simulator.url}/.sslCAInfo ${certificateFile}`,
    );
    host.write(`    for Node    NODE_EXTRA_CA_CERTS=${certificateFile}`);
  }
  if (options.host !== undefined && !isLoopback(options.host)) {
    host.writeError(
      `Warning: others on the network reach ${options.host}, and the tokens above are public. Leave out --host to be reached from this machine only.`,
    );
  }
  host.write('Ctrl-C stops it.');
}

function untilSignal(): Promise<void> {
  return new Promise(resolve => {
    const stop = () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

const processHost: CommandHost = {
  write: line => process.stdout.write(`${line}\n`),
  writeError: line => process.stderr.write(`${line}\n`),
  untilStopped: untilSignal,
};

/**
 * Runs the simulator until it is stopped.
 *
 * @returns the exit code: 0 after a clean end, 1 if it could not start, 2 for a mistake in the arguments.
 */
export async function runSimulatorCommand(
  argv: readonly string[],
  host: CommandHost = processHost,
): Promise<number> {
  let options: SimulatorOptions | undefined;
  try {
    options = await readOptions(argv);
    if (!options) {
      host.write(usage);
      return 0;
    }
    const simulator = await startSimulator({
      ...options,
      onError: error =>
        host.writeError(
          error instanceof Error ? error.stack ?? error.message : String(error),
        ),
    });
    announce(simulator, options, host);
    await host.untilStopped();
    await simulator.close();
    return 0;
  } catch (error) {
    host.writeError(explain(error, options));
    return error instanceof UsageError ? 2 : 1;
  }
}
