import { ChildProcess } from '../processes/ChildProcess';
import type { ServerRequests } from './simulatorUnderLoadProcess';

/** The process that serves; the one that measures is another. */
export type ServerProcess = ChildProcess<ServerRequests>;

/** Lets work use a server process, and ends it afterwards. */
export async function withServer<Result>(
  work: (server: ServerProcess) => Promise<Result>,
): Promise<Result> {
  const server = ChildProcess.start<ServerRequests>({
    entry: 'simulator/simulatorUnderLoadProcess',
  });
  try {
    return await work(server);
  } finally {
    await server.ask('stop', undefined);
    await server.stop();
  }
}
