import { queueBuild } from '../routes/build/queueBuild';
import { ActingContext } from '../server/ActingContext';
import { BuildRecord, DefinitionRecord, ProjectRecord } from '../store/records';
import { PipelineTrigger, readPipelineTriggers } from './readPipelineTriggers';
import { passesBranches } from './TriggerFilter';

const sameText = (left: string, right: string) =>
  left.toLowerCase() === right.toLowerCase();

/** `name`, `folder/name` or `\folder\name`. */
function names(source: string, definition: DefinitionRecord): boolean {
  const plain = (path: string) => path.replace(/\\/g, '/').replace(/^\/+/, '');
  return [definition.name, plain(`${definition.path}/${definition.name}`)].some(
    name => sameText(plain(source), name),
  );
}

function hasStages(
  context: ActingContext,
  ended: BuildRecord,
  stages: readonly string[],
): boolean {
  const records = context.store
    .list('timelineRecord', ended.id)
    .filter(({ type }) => type === 'Stage');
  return stages.every(stage =>
    records.some(
      ({ refName, result }) =>
        sameText(refName, stage) && result === 'succeeded',
    ),
  );
}

function isMeant(
  context: ActingContext,
  trigger: PipelineTrigger,
  options: {
    readonly ended: BuildRecord;
    readonly source: DefinitionRecord;
    readonly project: ProjectRecord;
  },
): boolean {
  const { ended, source, project } = options;
  const isProject =
    trigger.project === undefined
      ? source.projectId === project.id
      : sameText(trigger.project, source.projectId) ||
        context.store.findByKey(
          'project',
          context.organization.name,
          trigger.project,
        )?.id === source.projectId;
  return (
    isProject &&
    names(trigger.source, source) &&
    (!trigger.branches ||
      passesBranches(trigger.branches, ended.sourceBranch)) &&
    trigger.tags.every(tag => ended.tags.includes(tag)) &&
    hasStages(context, ended, trigger.stages)
  );
}

/** Which triggers a pipeline has is read on its default branch. */
async function triggersOf(
  context: ActingContext,
  definition: DefinitionRecord,
): Promise<readonly PipelineTrigger[]> {
  const bare = context.environment.repositories.open(definition.repositoryId);
  const commit = await bare.resolveCommit(definition.defaultBranch);
  const file = commit && (await bare.entry(commit, definition.yamlFilename));
  return file && file.type === 'blob'
    ? readPipelineTriggers((await bare.blob(file.objectId)).toString('utf8'))
    : [];
}

async function start(
  context: ActingContext,
  definition: DefinitionRecord,
  run: {
    readonly ended: BuildRecord;
    readonly source: DefinitionRecord;
    readonly trigger: PipelineTrigger;
  },
): Promise<void> {
  const { ended, source, trigger } = run;
  const isSameRepository = ended.repositoryId === definition.repositoryId;
  await queueBuild(context, {
    definition,
    branch: isSameRepository ? ended.sourceBranch : definition.defaultBranch,
    ...(isSameRepository && { version: ended.sourceVersion }),
    reason: 'resourceTrigger',
    pipelines: { [trigger.alias]: { runId: ended.id } },
    triggerInfo: {
      'triggeringBuild.id': ended.id,
      'triggeringBuild.number': ended.buildNumber,
      'triggeringBuild.definition.id': source.id,
      'triggeringBuild.definition.name': source.name,
      'triggeringBuild.project.id': source.projectId,
      triggeringAlias: trigger.alias,
      artifactType: 'Pipeline',
      alias: trigger.alias,
      source: source.name,
      version: ended.buildNumber,
      pipelineId: ended.id,
      definitionId: source.id,
      projectId: source.projectId,
      pipelineTriggerType: 'PipelineCompletion',
    },
  });
}

/** Starts the pipelines that name the pipeline of a successful run as a resource with a trigger. */
export async function startCompletionRuns(
  context: ActingContext,
  ended: BuildRecord,
  source: DefinitionRecord,
): Promise<void> {
  if (ended.result !== 'succeeded' && ended.result !== 'partiallySucceeded') {
    return;
  }
  const { store, organization } = context;
  for (const project of store.list('project', organization.name)) {
    const others = store
      .list('definition', project.id)
      .filter(
        ({ id, queueStatus }) => id !== source.id && queueStatus !== 'disabled',
      );
    for (const definition of others) {
      const trigger = (await triggersOf(context, definition)).find(candidate =>
        isMeant(context, candidate, { ended, source, project }),
      );
      if (trigger) {
        await start(context, definition, { ended, source, trigger });
      }
    }
  }
}
