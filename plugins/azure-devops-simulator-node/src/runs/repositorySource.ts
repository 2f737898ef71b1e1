import { BareRepositories } from '../git/BareRepositories';
import { PipelineSource } from '../pipelineYaml/PipelineSource';
import { RepositoryRecord } from '../store/records';
import { PlanRepository } from '../store/RunRecords';
import { Store } from '../store/Store';

/** Where repositories are looked for. */
export interface RepositoryPlace {
  readonly store: Store;
  readonly repositories: BareRepositories;
  readonly organization: string;
  readonly projectId: string;
}

/** A repository of the organization, named `repository` or `project/repository`. */
function findByName(
  place: RepositoryPlace,
  name: string,
): RepositoryRecord | undefined {
  const parts = name.split('/');
  const project =
    parts.length > 1
      ? place.store.findByKey('project', place.organization, parts[0])?.id
      : place.projectId;
  return project === undefined
    ? undefined
    : place.store.findByKey('repository', project, parts[parts.length - 1]);
}

const fullReference = (name: string) =>
  name.startsWith('refs/') ? name : `refs/heads/${name}`;

/** A repository at the commit that a reference has now; undefined if either is missing. */
export async function resolveRepository(
  place: RepositoryPlace,
  wanted: {
    readonly type: string;
    readonly name: string;
    readonly ref?: string;
    readonly commit?: string;
  },
): Promise<PlanRepository | undefined> {
  const record =
    wanted.type.toLowerCase() === 'git'
      ? findByName(place, wanted.name)
      : undefined;
  const ref = wanted.ref ?? record?.defaultBranch;
  if (!record || ref === undefined) {
    return undefined;
  }
  const commit = await place.repositories
    .open(record.id)
    .resolveCommit(wanted.commit ?? fullReference(ref));
  return (
    (commit && {
      id: record.id,
      projectId: record.projectId,
      name: record.name,
      ref: fullReference(ref),
      commit,
    }) ||
    undefined
  );
}

/** Reads the files of a pipeline from a repository at one commit. */
export function repositorySource(
  place: RepositoryPlace,
  repository: { readonly id: string; readonly commit: string },
): PipelineSource {
  const bare = place.repositories.open(repository.id);
  return {
    read: async path => {
      const entry = await bare.entry(repository.commit, path);
      return entry?.type === 'blob'
        ? (await bare.blob(entry.objectId)).toString('utf8')
        : undefined;
    },
    open: async wanted => {
      const other = await resolveRepository(place, wanted);
      return other && repositorySource(place, other);
    },
  };
}
