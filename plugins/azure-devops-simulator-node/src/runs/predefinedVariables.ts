import { SimulatorEnvironment } from '../server/Environment';
import { BuildRecord, DefinitionRecord } from '../store/records';
import { PlanPipeline, RunPlanRecord } from '../store/RunRecords';
import { Store } from '../store/Store';

type Texts = Readonly<Record<string, string | undefined>>;
type Basis = Pick<SimulatorEnvironment, 'store' | 'serverUrl'>;

const capitalized = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The last part of a branch or tag. */
export const branchName = (reference: string) =>
  reference.startsWith('refs/pull/')
    ? reference.split('/').slice(3).join('/') || 'merge'
    : reference.split('/').pop() ?? reference;

/** What is known of a run before it is one. */
export type RunFacts = Pick<
  BuildRecord,
  | 'organization'
  | 'projectId'
  | 'repositoryId'
  | 'sourceBranch'
  | 'sourceVersion'
  | 'reason'
  | 'requestedBy'
  | 'triggerInfo'
>;

function pullRequestVariables(store: Store, facts: RunFacts): Texts {
  const number = facts.triggerInfo?.['pr.number'];
  const pullRequest =
    number === undefined ? undefined : store.get('pullRequest', number);
  return {
    'System.PullRequest.IsFork': pullRequest && 'False',
    'System.PullRequest.PullRequestId': number,
    'System.PullRequest.SourceBranch': pullRequest?.sourceRefName,
    'System.PullRequest.SourceCommitId': pullRequest?.sourceCommit,
    'System.PullRequest.TargetBranch': pullRequest?.targetRefName,
    'System.PullRequest.TargetBranchName':
      pullRequest && branchName(pullRequest.targetRefName),
  };
}

/**
 * Variables that templates may read, since they are known before the file is compiled.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/build/variables (available in templates)
 */
export function templateVariables(
  environment: Basis,
  facts: RunFacts,
  definition: DefinitionRecord,
): Texts {
  const { store } = environment;
  const collection = `${environment.serverUrl()}/${encodeURIComponent(
    facts.organization,
  )}/`;
  const project = store.get('project', facts.projectId);
  const repository = store.get('repository', facts.repositoryId);
  const user = store.get('user', facts.requestedBy);
  return {
    'System.CollectionId': store.findByKey(
      'organization',
      '',
      facts.organization,
    )?.id,
    'System.CollectionUri': collection,
    'System.TeamFoundationCollectionUri': collection,
    'System.TeamFoundationServerUri': collection,
    'System.DefinitionId': definition.id,
    'System.HostType': 'build',
    'System.ServerType': 'Hosted',
    'System.TeamProject': project?.name,
    'System.TeamProjectId': project?.id,
    'System.PullRequest.IsFork': pullRequestVariables(store, facts)[
      'System.PullRequest.IsFork'
    ],
    'Build.DefinitionName': definition.name,
    'Build.DefinitionVersion': String(definition.revision),
    'Build.QueuedBy': user?.displayName,
    'Build.QueuedById': user?.id,
    'Build.Reason': capitalized(facts.reason),
    'Build.Repository.ID': repository?.id,
    'Build.Repository.Name': repository?.name,
    'Build.Repository.Provider': 'TfsGit',
    'Build.Repository.Uri':
      project && repository
        ? `${collection}${encodeURIComponent(
            project.name,
          )}/_git/${encodeURIComponent(repository.name)}`
        : undefined,
    'Build.RequestedFor': user?.displayName,
    'Build.RequestedForEmail': user?.mail,
    'Build.RequestedForId': user?.id,
    'Build.SourceBranch': facts.sourceBranch,
    'Build.SourceBranchName': branchName(facts.sourceBranch),
    'Build.SourceVersion': facts.sourceVersion,
  };
}

/** `resources.pipeline.<alias>.*` of a run that this one takes from. */
function pipelineVariables(
  store: Store,
  alias: string,
  pipeline: PlanPipeline,
): Texts {
  const build = store.get('build', pipeline.buildId);
  const name = (part: string) => `resources.pipeline.${alias}.${part}`;
  const user = build && store.get('user', build.requestedBy);
  return {
    [name('projectID')]: pipeline.projectId,
    [name('projectName')]: store.get('project', pipeline.projectId)?.name,
    [name('pipelineName')]: store.get('definition', pipeline.definitionId)
      ?.name,
    [name('pipelineID')]: pipeline.definitionId,
    [name('runID')]: pipeline.buildId,
    [name('runName')]: build?.buildNumber,
    [name('runURI')]: `vstfs:///Build/Build/${pipeline.buildId}`,
    [name('sourceBranch')]: build?.sourceBranch,
    [name('sourceCommit')]: build?.sourceVersion,
    [name('sourceProvider')]: 'TfsGit',
    [name('requestedFor')]: user?.displayName,
    [name('requestedForID')]: user?.id,
  };
}

function triggeringVariables(build: BuildRecord): Texts {
  const from = build.triggerInfo ?? {};
  return {
    'Build.TriggeredBy.BuildId': from['triggeringBuild.id'],
    'Build.TriggeredBy.DefinitionId': from['triggeringBuild.definition.id'],
    'Build.TriggeredBy.DefinitionName': from['triggeringBuild.definition.name'],
    'Build.TriggeredBy.BuildNumber': from['triggeringBuild.number'],
    'Build.TriggeredBy.ProjectID': from['triggeringBuild.project.id'],
    'Resources.TriggeringAlias': from.triggeringAlias,
  };
}

/** Predefined variables that are the same for every job of a run. */
export function predefinedVariables(
  environment: Basis,
  run: {
    readonly build: BuildRecord;
    readonly definition: DefinitionRecord;
    readonly plan: RunPlanRecord;
  },
): Texts {
  const { build, definition, plan } = run;
  return {
    ...templateVariables(environment, build, definition),
    ...pullRequestVariables(environment.store, build),
    ...triggeringVariables(build),
    'Build.BuildId': build.id,
    'Build.BuildNumber': build.buildNumber,
    'Build.BuildUri': `vstfs:///Build/Build/${build.id}`,
    'Build.ContainerId': build.id,
    'Build.SourceVersionMessage': build.triggerInfo?.['ci.message'],
    'System.PlanId': build.planId,
    'System.TimelineId': build.planId,
    'System.IsScheduled': build.reason === 'schedule' ? 'True' : 'False',
    ...Object.assign(
      {},
      ...Object.entries(plan.pipelines).map(([alias, pipeline]) =>
        pipelineVariables(environment.store, alias, pipeline),
      ),
    ),
  };
}
