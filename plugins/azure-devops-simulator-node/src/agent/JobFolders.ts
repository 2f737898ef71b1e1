import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a job works, laid out as on a real agent. */
export interface JobFolders {
  /** Agent.BuildDirectory and Pipeline.Workspace: `<work>/<n>`. */
  readonly build: string;
  /** `s` */
  readonly sources: string;
  /** `a` */
  readonly artifactStaging: string;
  /** `b` */
  readonly binaries: string;
  readonly testResults: string;
  /** Agent.TempDirectory, of this job alone. */
  readonly temp: string;
  /** Agent.ToolsDirectory, of all jobs. */
  readonly tools: string;
  /** Caches that outlive jobs. */
  readonly caches: string;
  /** What the children of this job are found by, also after a crash. */
  readonly lookupId: string;
}

/**
 * Hands out work folders: the lowest number that is free, so that jobs
 * side by side have folders of their own and few are used. A folder stays
 * as it is after its job, for people to look at, until the next job takes it.
 */
export class WorkFolders {
  readonly #root: string;
  readonly #taken = new Set<number>();

  constructor(root: string) {
    this.#root = root;
  }

  take(): { readonly folders: JobFolders; readonly giveBack: () => void } {
    let number = 1;
    while (this.#taken.has(number)) {
      number += 1;
    }
    this.#taken.add(number);
    return {
      folders: this.#folders(number),
      giveBack: () => this.#taken.delete(number),
    };
  }

  #folders(number: number): JobFolders {
    const build = join(this.#root, String(number));
    const place = createHash('sha256').update(build).digest('hex').slice(0, 32);
    return {
      build,
      sources: join(build, 's'),
      artifactStaging: join(build, 'a'),
      binaries: join(build, 'b'),
      testResults: join(build, 'TestResults'),
      temp: join(this.#root, '_temp', String(number)),
      tools: join(this.#root, '_tool'),
      caches: join(this.#root, '_cache'),
      lookupId: `vsts_${place}`,
    };
  }
}

/** Empties a job's folders: it starts with nothing of an earlier one, as on a Microsoft-hosted agent. */
export async function prepareFolders(folders: JobFolders): Promise<void> {
  for (const folder of [folders.build, folders.temp]) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  for (const folder of [
    folders.sources,
    folders.artifactStaging,
    folders.binaries,
    folders.testResults,
    folders.temp,
    folders.tools,
    folders.caches,
  ]) {
    await mkdir(folder, { recursive: true });
  }
}
