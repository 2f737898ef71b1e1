import { promises as fileSystem } from 'node:fs';
import { readDesiredState } from '@azure-mlops/backstage-plugin-azure-devops-node';
import { quietLogger } from '../quietLogger';
import { pipelinesOf } from './pipelinesOf';
import { prepareProjects } from './prepareProjects';

/** Where a project lies, and the name of its Git repository. */
interface Place {
  readonly directory: string;
  readonly repository: string;
}

/** What a process of its own can be asked about projects. */
const commands = {
  prepare: (request: Parameters<typeof prepareProjects>[0]) =>
    prepareProjects({ ...request, logger: quietLogger }),
  /** What provisioning and the pipelines make of a project as it lies there now. */
  describe: async (place: Place) => ({
    resources: (await readDesiredState(place)).resources,
    pipelines: await pipelinesOf(place),
  }),
};

/**
 * Answers one question about rendered projects, for scripts that are no
 * TypeScript: question and answer are JSON files.
 */
export async function runProjectsCommand([
  command,
  requestFile,
  answerFile,
]: readonly string[]): Promise<void> {
  const request = JSON.parse(await fileSystem.readFile(requestFile, 'utf8'));
  const answer = await commands[command as keyof typeof commands](request);
  await fileSystem.writeFile(answerFile, JSON.stringify(answer));
}
