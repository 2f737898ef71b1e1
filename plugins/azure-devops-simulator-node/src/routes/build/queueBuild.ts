import { pipelineInvalid } from '../../errors/buildErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  BuildRecord,
  DefinitionRecord,
  VariableValue,
} from '../../store/records';
import { planRun } from '../../runs/planRun';
import { RunFacts } from '../../runs/predefinedVariables';
import { WantedRun } from '../../runs/resolvePipelines';
import { startRun } from '../../runs/startRun';
import { repositoryWebUrl } from '../../wire/gitWire';
import { queueTimeVariables } from './queueTimeVariables';

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
  /** The same variables as POST builds takes them: a JSON text, kept as it came. */
  readonly parameters?: string;
  /** Runs that pipeline resources stand for, by alias. */
  readonly pipelines?: Readonly<Record<string, WantedRun>>;
  /** Identifiers of stages to leave out. */
  readonly stagesToSkip?: readonly string[];
  /** For a preview: takes the place of the pipeline's file. */
  readonly yamlOverride?: string;
  /** Where the run came from, as Azure DevOps tells it. */
  readonly triggerInfo?: Readonly<Record<string, string>>;
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
  if (file?.type !== 'blob' && wish.yamlOverride === undefined) {
    throw pipelineInvalid(
      `/${definition.yamlFilename}: File /${definition.yamlFilename} not found in ${where} version ${commit}.`,
    );
  }
  return { branch, commit };
}

const refusedReasons = ['manual', 'userCreated'];

/**
 * Compiles the pipeline and puts a run of it into the queue. A run that
 * somebody asks for is refused if the pipeline is not valid; one that is
 * triggered is stored as failed, with the reasons on it.
 *
 * @throws AzureDevOpsError PipelineValidationException
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
  const facts = factsOf(context, wish, source);
  const variables = queueTimeVariables(definition, wish.variables ?? {});
  const planned = await planRun({
    environment: context.environment,
    facts,
    definition,
    variables,
    parameters: wish.templateParameters ?? {},
    pipelines: wish.pipelines ?? {},
    stagesToSkip: wish.stagesToSkip ?? [],
  });
  if (planned.kind === 'invalid' && refusedReasons.includes(facts.reason)) {
    throw pipelineInvalid(planned.messages.join('\n'));
  }
  const build = startRun(context.environment, {
    facts,
    definition,
    variables,
    planned,
    templateParameters: wish.templateParameters ?? {},
    ...(wish.parameters && { parameters: wish.parameters }),
  });
  context.environment.runs.wake(build.id);
  return build;
}

/**
 * The final YAML of a run that is not started.
 *
 * @throws AzureDevOpsError PipelineValidationException
 */
export async function previewBuild(
  context: RunContext,
  wish: BuildWish,
): Promise<string> {
  const source = await findSource(context, wish);
  const planned = await planRun({
    environment: context.environment,
    facts: factsOf(context, wish, source),
    definition: wish.definition,
    variables: queueTimeVariables(wish.definition, wish.variables ?? {}),
    parameters: wish.templateParameters ?? {},
    pipelines: wish.pipelines ?? {},
    stagesToSkip: wish.stagesToSkip ?? [],
    ...(wish.yamlOverride !== undefined && { yamlOverride: wish.yamlOverride }),
  });
  if (planned.kind === 'invalid') {
    throw pipelineInvalid(planned.messages.join('\n'));
  }
  return planned.plan.yaml;
}

function factsOf(
  context: RunContext,
  { definition, reason, triggerInfo }: BuildWish,
  source: Source,
): RunFacts {
  return {
    organization: context.organization.name,
    projectId: definition.projectId,
    repositoryId: definition.repositoryId,
    sourceBranch: source.branch,
    sourceVersion: source.commit,
    reason: reason ?? 'manual',
    requestedBy: context.user.id,
    ...(triggerInfo && { triggerInfo }),
  };
}
