import { pipelineInvalid } from '../../errors/buildErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  BuildRecord,
  DefinitionRecord,
  VariableValue,
} from '../../store/records';
import { repositoryWebUrl } from '../../wire/gitWire';

/** Who starts a run, and where; an `ApiRequest` is one. */
export type RunContext = Pick<
  ApiRequest,
  'environment' | 'organization' | 'user' | 'baseUrl'
>;

export interface BuildWish {
  readonly definition: DefinitionRecord;
  readonly branch?: string;
  readonly version?: string;
  readonly reason?: string;
  readonly templateParameters?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, VariableValue>>;
  readonly parameters?: string;
}

interface Source {
  readonly branch: string;
  readonly commit: string;
}

const fullBranch = (name: string) =>
  name.startsWith('refs/') ? name : `refs/heads/${name}`;

/** Finds the commit to run on; the pipeline's file must be there. */
export async function findSource(
  context: RunContext,
  wish: BuildWish,
): Promise<Source> {
  const { definition } = wish;
  const { store } = context.environment;
  const repository = store.get('repository', definition.repositoryId);
  if (!repository) {
    throw pipelineInvalid(
      `The repository of the pipeline ${definition.name} does not exist any more.`,
    );
  }
  const bare = context.environment.repositories.open(repository.id);
  const branch = fullBranch(wish.branch ?? definition.defaultBranch);
  const isCommit =
    wish.version === undefined || /^[0-9a-f]{40}$/i.test(wish.version);
  const commit = isCommit
    ? await bare.resolveCommit(wish.version ?? branch)
    : undefined;
  const where = `repository ${repositoryWebUrl(
    { ...context, store },
    repository,
  )} branch ${branch}`;
  if (!commit) {
    throw pipelineInvalid(
      `Could not find the version ${wish.version ?? branch} in ${where}.`,
    );
  }
  const file = await bare.entry(commit, definition.yamlFilename);
  if (file?.type !== 'blob') {
    throw pipelineInvalid(
      `/${definition.yamlFilename}: File /${definition.yamlFilename} not found in ${where} version ${commit}.`,
    );
  }
  return { branch, commit };
}

/**
 * Puts a build into the queue. There it stays: no agent runs it, and nothing
 * is made up about its outcome.
 */
export async function queueBuild(
  context: RunContext,
  wish: BuildWish,
): Promise<BuildRecord> {
  const { definition } = wish;
  if (definition.queueStatus === 'disabled') {
    throw pipelineInvalid(
      `The pipeline ${definition.name} is disabled and takes no runs.`,
    );
  }
  const source = await findSource(context, wish);
  const { store, now, random } = context.environment;
  const queueTime = now().toISOString();
  return store.transaction(() => {
    const day = queueTime.slice(0, 10).replace(/-/g, '');
    const revision = store.nextNumber(
      `build-number:${definition.id}:${context.organization.name}:${day}`,
    );
    const build: BuildRecord = {
      id: String(store.nextNumber('build')),
      organization: context.organization.name,
      projectId: definition.projectId,
      definitionId: definition.id,
      definitionRevision: definition.revision,
      buildNumber: `${day}.${revision}`,
      buildNumberRevision: revision,
      status: 'notStarted',
      reason: wish.reason ?? 'manual',
      queueTime,
      sourceBranch: source.branch,
      sourceVersion: source.commit,
      repositoryId: definition.repositoryId,
      requestedBy: context.user.id,
      planId: random.uuid(),
      templateParameters: wish.templateParameters ?? {},
      variables: wish.variables ?? {},
      ...(wish.parameters && { parameters: wish.parameters }),
      tags: [],
    };
    store.put('build', build, { scope: build.projectId });
    return build;
  });
}
