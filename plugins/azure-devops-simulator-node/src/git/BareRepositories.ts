import { join } from 'node:path';
import { BareRepository } from './BareRepository';
import { PushesInProgress } from './PushesInProgress';
import { takePushLease } from './takePushLease';

const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The bare repositories of the simulator: one folder each, named by the repository's id. */
export class BareRepositories {
  readonly directory: string;
  readonly pushes = new PushesInProgress();
  #pushEnvironment: Readonly<Record<string, string>> = {};

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Environment of a git process that takes a push. */
  get pushEnvironment(): Readonly<Record<string, string>> {
    return this.#pushEnvironment;
  }

  /** From here on, only git processes of this simulator move references by a push. */
  async takeOver(): Promise<void> {
    this.#pushEnvironment = await takePushLease(
      join(this.directory, '.pushes'),
    );
  }

  folderName(repositoryId: string): string {
    // Ids are made by the simulator, never by a client; this keeps it so.
    if (!identifier.test(repositoryId)) {
      throw new Error(`'${repositoryId}' is not the id of a repository`);
    }
    return `${repositoryId.toLowerCase()}.git`;
  }

  open(repositoryId: string): BareRepository {
    return new BareRepository(
      join(this.directory, this.folderName(repositoryId)),
    );
  }

  create(repositoryId: string): Promise<BareRepository> {
    return BareRepository.create(
      join(this.directory, this.folderName(repositoryId)),
    );
  }
}
