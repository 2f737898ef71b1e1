import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders for the tests of a block, which are gone after them. */
export function temporaryDirectories(): { create(): Promise<string> } {
  const created: string[] = [];
  afterAll(() =>
    Promise.all(
      created.map(directory =>
        rm(directory, { recursive: true, force: true, maxRetries: 3 }),
      ),
    ),
  );
  return {
    async create() {
      const directory = await mkdtemp(join(tmpdir(), 'azure-devops-client-'));
      created.push(directory);
      return directory;
    },
  };
}
