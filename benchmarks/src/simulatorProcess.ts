import {
  startSimulator,
  type RequestStatistics,
  type Simulator,
  type TlsOptions,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { answerRequests } from './processes/answerRequests';
import { HOST_NAME, nameThisMachine } from './processes/nameThisMachine';

/** What the process of the simulator can be asked for. */
export type SimulatorRequests = {
  /** Starts an empty Azure DevOps in place of the one before. */
  start: {
    readonly input: {
      readonly latencyMilliseconds: number;
      readonly tls: TlsOptions;
    };
    readonly answer: { readonly host: string; readonly token: string };
  };
  /** Requests since the start. */
  count: { readonly input: undefined; readonly answer: RequestStatistics };
  stop: { readonly input: undefined; readonly answer: undefined };
};

let running: Simulator | undefined;

async function stop(): Promise<undefined> {
  await running?.close();
  running = undefined;
  return undefined;
}

nameThisMachine();
answerRequests<SimulatorRequests>({
  async start(options) {
    await stop();
    running = await startSimulator({
      ...options,
      host: HOST_NAME,
      onError: error => process.stderr.write(`simulator: ${String(error)}\n`),
    });
    return { host: running.host, token: running.token };
  },
  async count() {
    if (running === undefined) {
      throw new Error('No simulator has been started');
    }
    return running.statistics();
  },
  stop,
});
