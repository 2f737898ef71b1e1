import { promises as fileSystem } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCertificate, type Certificate } from './certificate';
import { ChildProcess } from './processes/ChildProcess';
import type { Requests } from './processes/requests';
import type { SimulatorRequests } from './simulatorProcess';
import type { Target } from './subjects/engine';

/** Requests that the simulator has served. */
export type RequestCounts = SimulatorRequests['count']['answer'];

/** A simulator in a process of its own, and processes that trust its certificate. */
export class Laboratory {
  private readonly started: ChildProcess<Requests>[] = [];

  private constructor(
    private readonly certificate: Certificate,
    private readonly certificateFile: string,
    private readonly simulator: ChildProcess<SimulatorRequests>,
  ) {}

  /** Lets work use a laboratory, and takes it down afterwards. */
  static async with<Result>(
    work: (laboratory: Laboratory) => Promise<Result>,
  ): Promise<Result> {
    const directory = await fileSystem.mkdtemp(
      path.join(tmpdir(), 'azure-mlops-laboratory-'),
    );
    const certificate = createCertificate();
    const file = path.join(directory, 'certificate.pem');
    await fileSystem.writeFile(file, certificate.certificate);
    const laboratory = new Laboratory(
      certificate,
      file,
      ChildProcess.start<SimulatorRequests>({
        entry: process.env.SIM ?? 'simulatorProcess',
      }),
    );
    try {
      return await work(laboratory);
    } finally {
      await laboratory.stop();
      await fileSystem.rm(directory, { recursive: true, force: true });
    }
  }

  /** An empty Azure DevOps that answers each request late. */
  startAzureDevOps(latencyMilliseconds: number): Promise<Target> {
    return this.simulator.ask('start', {
      latencyMilliseconds,
      tls: this.certificate,
    });
  }

  /** What the simulator was asked for during some work. */
  async countRequests<Result>(
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly counts: RequestCounts }> {
    const before = await this.simulator.ask('count', undefined);
    const result = await work();
    const after = await this.simulator.ask('count', undefined);
    return {
      result,
      counts: {
        calls: after.calls - before.calls,
        writes: after.writes - before.writes,
        git: after.git - before.git,
      },
    };
  }

  /** Starts a process that trusts the simulator's certificate beside the usual ones. */
  startProcess<Known extends Requests>(
    entry: string,
    nodeArguments: readonly string[] = [],
  ): ChildProcess<Known> {
    const child = ChildProcess.start<Known>({
      entry,
      nodeArguments,
      environment: { NODE_EXTRA_CA_CERTS: this.certificateFile },
    });
    this.started.push(child as unknown as ChildProcess<Requests>);
    return child;
  }

  private async stop(): Promise<void> {
    await Promise.all(this.started.map(child => child.stop()));
    // The last one keeps its state in a folder until it is told to stop.
    await this.simulator.ask('stop', undefined);
    await this.simulator.stop();
  }
}
