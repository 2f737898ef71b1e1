import { BuildRecord, DefinitionRecord } from '../store/records';
import { buildWebUrl, definitionWebUrl, maskedVariables } from './buildWire';
import { urlOf, WireContext } from './Links';

/** A pipeline as runs point to it. */
function pipelinePointer(context: WireContext, definition: DefinitionRecord) {
  const url = `${urlOf(
    context,
    definition.projectId,
    '_apis/pipelines',
    definition.id,
  )}?revision=${definition.revision}`;
  return {
    url,
    id: Number(definition.id),
    revision: definition.revision,
    name: definition.name,
    folder: definition.path,
  };
}

/** The same thing as a build definition, as the pipelines API shows it. */
export function pipelineWire(
  context: WireContext,
  definition: DefinitionRecord,
  options: { readonly configuration: boolean },
) {
  const pointer = pipelinePointer(context, definition);
  return {
    _links: {
      self: { href: pointer.url },
      web: { href: definitionWebUrl(context, definition) },
    },
    ...(options.configuration && {
      configuration: {
        path: definition.yamlFilename,
        repository: { id: definition.repositoryId, type: 'azureReposGit' },
        type: 'yaml',
      },
    }),
    ...pointer,
  };
}

const states = {
  notStarted: 'inProgress',
  inProgress: 'inProgress',
  cancelling: 'canceling',
  completed: 'completed',
} as const;

/** The versions of everything that a run takes from. */
function resourcesWire(context: WireContext, build: BuildRecord) {
  const plan = context.store.get('runPlan', build.id);
  const repositories = Object.entries(plan?.repositories ?? {}).map(
    ([alias, { id, ref, commit }]) => [
      alias,
      {
        repository: { id, type: 'azureReposGit' },
        refName: ref,
        version: commit,
      },
    ],
  );
  const pipelines = Object.entries(plan?.pipelines ?? {}).flatMap(
    ([alias, { definitionId, buildId }]) => {
      const definition = context.store.get('definition', definitionId);
      const version = context.store.get('build', buildId)?.buildNumber;
      return definition
        ? [[alias, { pipeline: pipelinePointer(context, definition), version }]]
        : [];
    },
  );
  return {
    repositories: {
      self: {
        repository: { id: build.repositoryId, type: 'azureReposGit' },
        refName: build.sourceBranch,
        version: build.sourceVersion,
      },
      ...Object.fromEntries(repositories),
    },
    ...(pipelines.length > 0 && { pipelines: Object.fromEntries(pipelines) }),
  };
}

/** The same thing as a build, as the pipelines API shows it. */
export function runWire(
  context: WireContext,
  build: BuildRecord,
  definition: DefinitionRecord,
) {
  const url = urlOf(
    context,
    build.projectId,
    '_apis/pipelines',
    build.definitionId,
    'runs',
    build.id,
  );
  return {
    _links: {
      self: { href: url },
      web: { href: buildWebUrl(context, build) },
      'pipeline.web': { href: definitionWebUrl(context, definition) },
      pipeline: {
        href: urlOf(
          context,
          build.projectId,
          '_apis/pipelines',
          build.definitionId,
        ),
      },
    },
    templateParameters: build.templateParameters,
    ...(Object.keys(build.variables).length > 0 && {
      variables: maskedVariables(build.variables),
    }),
    pipeline: pipelinePointer(context, definition),
    state: states[build.status],
    ...(build.result && { result: build.result }),
    createdDate: build.queueTime,
    ...(build.finishTime && { finishedDate: build.finishTime }),
    url,
    resources: resourcesWire(context, build),
    id: Number(build.id),
    name: build.buildNumber,
  };
}
