import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SimulatorEnvironment } from '../server/Environment';
import { ArtifactRecord } from '../store/RunRecords';

type Basis = Pick<
  SimulatorEnvironment,
  'store' | 'random' | 'artifactsDirectory'
>;

/** An artifact and where its files are. */
export interface StoredArtifact extends ArtifactRecord {
  readonly directory: string;
}

const idOf = (buildId: string, name: string) =>
  `${buildId}:${name.toLowerCase()}`;

/** Folder of all artifacts of a run. */
export function artifactsDirectoryOf(
  environment: Pick<Basis, 'artifactsDirectory'>,
  buildId: string,
): string {
  if (!/^\d+$/.test(buildId)) {
    throw new Error(`'${buildId}' is not the id of a run`);
  }
  return join(environment.artifactsDirectory, buildId);
}

function directoryOf(
  environment: Pick<Basis, 'artifactsDirectory'>,
  artifact: ArtifactRecord,
): string {
  return join(
    artifactsDirectoryOf(environment, artifact.buildId),
    String(artifact.artifactId),
  );
}

export function artifactsOf(
  environment: Pick<Basis, 'store' | 'artifactsDirectory'>,
  buildId: string,
): readonly StoredArtifact[] {
  return environment.store.list('artifact', buildId).map(artifact => ({
    ...artifact,
    directory: directoryOf(environment, artifact),
  }));
}

/** Bytes and number of the files below a folder. */
async function measure(
  directory: string,
): Promise<{ readonly size: number; readonly fileCount: number }> {
  let size = 0;
  let fileCount = 0;
  for (const entry of await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (entry.isFile()) {
      size += (await stat(join(entry.parentPath, entry.name))).size;
      fileCount += 1;
    }
  }
  return { size, fileCount };
}

const illegal = /["/:<>\\|?*]/;

function checkName(environment: Basis, buildId: string, name: string): void {
  if (name.trim() === '' || illegal.test(name)) {
    throw new Error(
      `The artifact name '${name}' cannot be used: it is not empty and has none of " / : < > \\ | ? *.`,
    );
  }
  if (environment.store.get('artifact', idOf(buildId, name))) {
    throw new Error(`Artifact ${name} already exists for build ${buildId}.`);
  }
}

/**
 * Copies a file or folder into the artifacts of a run. The record follows the
 * files, so that an artifact that is listed is whole.
 *
 * @throws Error if the name is taken or illegal, or the path does not exist.
 */
export async function publishArtifact(
  environment: Basis,
  artifact: {
    readonly buildId: string;
    readonly jobId: string;
    readonly name: string;
    readonly path: string;
    readonly type: ArtifactRecord['type'];
  },
): Promise<void> {
  const { store } = environment;
  const { buildId, name, type } = artifact;
  checkName(environment, buildId, name);
  const isDirectory = (await stat(artifact.path)).isDirectory();
  const root = artifactsDirectoryOf(environment, buildId);
  const draft = join(root, `draft-${environment.random.uuid()}`);
  await mkdir(draft, { recursive: true });
  try {
    await cp(
      artifact.path,
      isDirectory ? draft : join(draft, basename(artifact.path)),
      { recursive: true },
    );
    const measures = await measure(draft);
    const artifactId = store.nextNumber('artifact');
    await rename(draft, join(root, String(artifactId)));
    store.transaction(() => {
      checkName(environment, buildId, name);
      store.put(
        'artifact',
        {
          id: idOf(buildId, name),
          buildId,
          artifactId,
          name,
          type,
          source: artifact.jobId,
          ...measures,
        },
        { scope: buildId },
      );
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
