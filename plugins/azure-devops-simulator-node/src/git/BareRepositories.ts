import { join } from 'node:path';
import { BareRepository } from './BareRepository';

const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The bare repositories of the simulator: one folder each, named by the repository's id. */
export class BareRepositories {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
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
