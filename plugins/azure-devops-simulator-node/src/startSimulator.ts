import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { JobAgent } from './agent/JobAgent';
import { BareRepositories } from './git/BareRepositories';
import { recoverRepositories } from './git/recoverRepositories';
import { createPipelineRuns } from './runs/createPipelineRuns';
import { applySeed } from './seed/applySeed';
import { developmentToken } from './seed/developmentTokens';
import { defaultSeed, Seed } from './seed/Seed';
import { createApplication } from './server/createApplication';
import { createWebServer, TlsOptions } from './server/createWebServer';
import { generatedCertificate } from './server/generatedCertificate';
import { Randomness, SimulatorEnvironment } from './server/Environment';
import { Fault, Faults } from './server/Faults';
import { HiddenRecords } from './server/HiddenRecords';
import { isLoopback } from './server/isLoopback';
import { RateLimit, RateLimitOptions } from './server/RateLimit';
import { RequestEvent } from './server/requestContext';
import { RequestStatistics, StatisticsCounter } from './server/Statistics';
import { HookDeliveries } from './serviceHooks/HookDeliveries';
import { SqliteStore } from './store/SqliteStore';
import { createTriggers } from './triggers/createTriggers';

/** Options of {@link startSimulator}. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Address to listen on. The default, 127.0.0.1, is reachable from this machine only. */
  readonly host?: string;
  /** Where the state lives. Without it, everything is gone after `close`. */
  readonly dataDirectory?: string;
  /** Where the state is kept until `close` when there is no data directory; the machine's own if absent. */
  readonly temporaryDirectory?: string;
  /** Delay of every REST and git request. */
  readonly latencyMilliseconds?: number;
  /** Serve https instead of http, with this key and certificate, or with one that is made and kept with the state. */
  readonly tls?: TlsOptions | 'generated';
  /** Added to the default seed. */
  readonly seed?: Seed;
  readonly clock?: () => Date;
  readonly random?: Randomness;
  /** Limits the requests of every user; nothing is limited without it. */
  readonly rateLimit?: RateLimitOptions;
  /** Hosts besides this machine that service hooks may be sent to. */
  readonly hookHosts?: readonly string[];
  /** Makes what runs jobs, in a folder of its own. Without it, jobs for agents stay in the queue. */
  readonly agent?: (place: { readonly workDirectory: string }) => JobAgent;
  /** Jobs that the agent runs at once; 2 if absent. */
  readonly parallelJobs?: number;
  /** Told of every request once it is over. */
  readonly onRequest?: (event: RequestEvent) => void;
  /** Told of errors inside the simulator itself. */
  readonly onError?: (error: unknown) => void;
}

/** A running simulator. */
export interface Simulator {
  /** For example `http://localhost:7008`, or `https://…` with `tls`. */
  readonly url: string;
  readonly port: number;
  /** `localhost:7008`, as Backstage's integration configuration wants it. */
  readonly host: string;
  /** A token that may do everything. */
  readonly token: string;
  /** The certificate that clients have to trust, as PEM; there with `tls: 'generated'`. */
  readonly certificateFile?: string;
  organizationUrl(name?: string): string;
  /** Requests since the start. */
  statistics(): RequestStatistics;
  /** Makes matching requests fail, for tests of what happens half-way. */
  failNext(fault: Fault): void;
  /** Forgets failures that have not happened yet. */
  clearFailures(): void;
  /** Resolves once no run can go on by itself: each is over, or waits for somebody or for time. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface State {
  readonly directory: string;
  /** Told once the address is known. */
  announce(url: string): void;
  readonly environment: SimulatorEnvironment;
  dispose(): Promise<void>;
}

async function openState(options: SimulatorOptions): Promise<State> {
  const isTemporary = options.dataDirectory === undefined;
  const directory =
    options.dataDirectory === undefined
      ? await mkdtemp(
          join(
            options.temporaryDirectory ?? tmpdir(),
            'azure-devops-simulator-',
          ),
        )
      : resolve(options.dataDirectory);
  const repositories = join(directory, 'repositories');
  await mkdir(repositories, { recursive: true });
  const store = SqliteStore.open(
    isTemporary ? {} : { file: join(directory, 'azure-devops.sqlite') },
  );
  const artifactsDirectory = join(directory, 'artifacts');
  await mkdir(artifactsDirectory, { recursive: true });
  let serverUrl = '';
  const now = options.clock ?? (() => new Date());
  const hooks = new HookDeliveries({
    store,
    now,
    ...(options.hookHosts && { hosts: options.hookHosts }),
  });
  const late: { environment?: SimulatorEnvironment } = {};
  const triggers = createTriggers(() => {
    if (!late.environment) {
      throw new Error('Something was triggered before the simulator was there');
    }
    return late.environment;
  });
  const basis = {
    store,
    repositories: new BareRepositories(repositories),
    now,
    random: options.random ?? { uuid: randomUUID },
    artifactsDirectory,
    serverUrl: () => serverUrl,
    hooks,
    triggers,
  };
  const runs = createPipelineRuns(basis, {
    ...(options.agent && {
      agent: options.agent({ workDirectory: join(directory, 'agent') }),
    }),
    ...(options.parallelJobs && { parallelJobs: options.parallelJobs }),
    ...(options.onError && { onError: options.onError }),
  });
  const environment: SimulatorEnvironment = { ...basis, runs };
  late.environment = environment;
  return {
    directory,
    environment,
    announce: url => {
      serverUrl = url;
    },
    dispose: async () => {
      await runs.close();
      await hooks.close();
      store.close();
      if (isTemporary) {
        await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((fulfil, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      fulfil((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise(fulfil => {
    server.close(() => fulfil());
    server.closeIdleConnections();
    // A request that hangs must not keep the process alive.
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });
}

/** Starts a local Azure DevOps. */
export async function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  const faults = new Faults();
  const hidden = new HiddenRecords();
  const statistics = new StatisticsCounter();
  const state = await openState(options);
  try {
    applySeed(state.environment, defaultSeed);
    applySeed(state.environment, options.seed ?? {});
    await recoverRepositories(state.environment);
    const application = createApplication({
      environment: state.environment,
      faults,
      hidden,
      statistics,
      rateLimit: new RateLimit(state.environment.now, options.rateLimit),
      latencyMilliseconds: options.latencyMilliseconds ?? 0,
      allowedHosts: isLoopback(host)
        ? ['localhost', '127.0.0.1', '[::1]']
        : undefined,
      ...(options.onRequest && { onRequest: options.onRequest }),
      ...(options.onError && { onError: options.onError }),
    });
    const generated =
      options.tls === 'generated'
        ? await generatedCertificate({
            directory: join(state.directory, 'tls'),
            host,
            now: new Date(),
          })
        : undefined;
    const tls = options.tls === 'generated' ? generated : options.tls;
    const server = createWebServer(application, tls);
    const port = await listen(server, options.port ?? 0, host);
    const name = isLoopback(host) || host === '0.0.0.0' ? 'localhost' : host;
    const url = `${tls ? 'https' : 'http'}://${name}:${port}`;
    state.announce(url);
    state.environment.runs.resume();
    return {
      url,
      port,
      host: `${name}:${port}`,
      token: developmentToken,
      ...(generated && { certificateFile: generated.certificateFile }),
      organizationUrl: (organization = 'contoso') =>
        `${url}/${encodeURIComponent(organization)}`,
      statistics: () => statistics.snapshot(),
      failNext: fault => faults.add(fault),
      clearFailures: () => {
        faults.clear();
        hidden.clear();
      },
      settled: () => state.environment.runs.settled(),
      close: async () => {
        await stop(server);
        await state.dispose();
      },
    };
  } catch (error) {
    await state.dispose();
    throw error;
  }
}
