import { projectUnknown } from '../errors/coreErrors';
import {
  BuildRecord,
  DefinitionRecord,
  FolderRecord,
  ProjectRecord,
  VariableValue,
} from '../store/records';
import { identityRef } from './identityRef';
import { urlOf, WireContext } from './Links';
import { projectReference } from './projectWire';

function projectOf(context: WireContext, projectId: string): ProjectRecord {
  const project = context.store.get('project', projectId);
  if (!project) {
    // Somebody deleted it while this answer was made.
    throw projectUnknown(projectId);
  }
  return project;
}

/** Secrets go in, but never out. */
export function maskedVariables(
  variables: Readonly<Record<string, VariableValue>>,
) {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [
      name,
      variable.isSecret ? { ...variable, value: null } : variable,
    ]),
  );
}

export function definitionWebUrl(
  context: WireContext,
  definition: DefinitionRecord,
): string {
  return `${urlOf(
    context,
    projectOf(context, definition.projectId).name,
    '_build',
  )}?definitionId=${definition.id}`;
}

export function buildWebUrl(context: WireContext, build: BuildRecord): string {
  return `${urlOf(
    context,
    projectOf(context, build.projectId).name,
    '_build/results',
  )}?buildId=${build.id}`;
}

/** A definition as builds point to it. */
function definitionPointer(context: WireContext, definition: DefinitionRecord) {
  return {
    drafts: [],
    id: Number(definition.id),
    name: definition.name,
    url: `${urlOf(
      context,
      definition.projectId,
      '_apis/build/Definitions',
      definition.id,
    )}?revision=${definition.revision}`,
    uri: `vstfs:///Build/Definition/${definition.id}`,
    path: definition.path,
    type: 'build',
    queueStatus: definition.queueStatus,
    revision: definition.revision,
    project: projectReference(
      context,
      projectOf(context, definition.projectId),
    ),
  };
}

function queueWire(context: WireContext, queueId: string) {
  const queue = context.store.get('queue', queueId);
  const pool = queue && context.store.get('pool', queue.poolId);
  if (!queue || !pool) {
    return undefined;
  }
  const url = urlOf(context, '_apis/build/Queues', queue.id);
  return {
    _links: { self: { href: url } },
    id: Number(queue.id),
    name: queue.name,
    url,
    pool: { id: Number(pool.id), name: pool.name, isHosted: pool.isHosted },
  };
}

/** A definition as it stands in a list. */
export function definitionReference(
  context: WireContext,
  definition: DefinitionRecord,
) {
  const pointer = definitionPointer(context, definition);
  const queue = queueWire(context, definition.queueId);
  return {
    _links: {
      self: { href: pointer.url },
      web: { href: definitionWebUrl(context, definition) },
      editor: { href: definitionWebUrl(context, definition) },
      badge: {
        href: urlOf(
          context,
          definition.projectId,
          '_apis/build/status',
          definition.id,
        ),
      },
    },
    quality: 'definition',
    authoredBy: identityRef(context, definition.authoredBy),
    ...pointer,
    ...(queue && { queue }),
    createdDate: definition.createdDate,
  };
}

/** A whole definition. */
export function definitionWire(
  context: WireContext,
  definition: DefinitionRecord,
) {
  const repository = context.store.get('repository', definition.repositoryId);
  const project = projectOf(context, definition.projectId);
  return {
    ...definition.other,
    triggers: definition.triggers,
    ...(Object.keys(definition.variables).length > 0 && {
      variables: maskedVariables(definition.variables),
    }),
    properties: {},
    tags: definition.tags,
    ...(definition.comment && { comment: definition.comment }),
    ...(definition.description && { description: definition.description }),
    process: { yamlFilename: definition.yamlFilename, type: 2 },
    repository: {
      properties: definition.repositoryProperties,
      id: definition.repositoryId,
      type: 'TfsGit',
      name: repository?.name ?? '',
      url: urlOf(context, project.name, '_git', repository?.name ?? ''),
      defaultBranch: definition.defaultBranch,
      clean: null,
      checkoutSubmodules: false,
    },
    ...definitionReference(context, definition),
  };
}

export function folderWire(context: WireContext, folder: FolderRecord) {
  return {
    path: folder.path,
    ...(folder.description !== undefined && {
      description: folder.description,
    }),
    createdOn: folder.createdOn,
    createdBy: identityRef(context, folder.createdBy),
    ...(folder.lastChangedDate && { lastChangedDate: folder.lastChangedDate }),
    ...(folder.lastChangedBy && {
      lastChangedBy: identityRef(context, folder.lastChangedBy),
    }),
    project: projectReference(context, projectOf(context, folder.projectId)),
  };
}

export function buildWire(context: WireContext, build: BuildRecord) {
  const definition = context.store.get('definition', build.definitionId);
  const repository = context.store.get('repository', build.repositoryId);
  const project = projectOf(context, build.projectId);
  const url = urlOf(context, build.projectId, '_apis/build/Builds', build.id);
  const requester = identityRef(context, build.requestedBy);
  const queue = definition && queueWire(context, definition.queueId);
  return {
    _links: {
      self: { href: url },
      web: { href: buildWebUrl(context, build) },
      sourceVersionDisplayUri: { href: `${url}/sources` },
      timeline: { href: `${url}/Timeline` },
      badge: {
        href: urlOf(
          context,
          build.projectId,
          '_apis/build/status',
          build.definitionId,
        ),
      },
    },
    properties: {},
    tags: build.tags,
    validationResults: build.validationResults ?? [],
    plans: [{ planId: build.planId }],
    triggerInfo: build.triggerInfo ?? {},
    id: Number(build.id),
    buildNumber: build.buildNumber,
    status: build.status,
    ...(build.result && { result: build.result }),
    queueTime: build.queueTime,
    ...(build.startTime && { startTime: build.startTime }),
    ...(build.finishTime && { finishTime: build.finishTime }),
    url,
    ...(definition && {
      definition: {
        ...definitionPointer(context, definition),
        revision: build.definitionRevision,
      },
    }),
    buildNumberRevision: build.buildNumberRevision,
    project: projectReference(context, project),
    uri: `vstfs:///Build/Build/${build.id}`,
    sourceBranch: build.sourceBranch,
    sourceVersion: build.sourceVersion,
    ...(queue && { queue }),
    priority: 'normal',
    reason: build.reason,
    requestedFor: requester,
    requestedBy: requester,
    lastChangedDate: build.finishTime ?? build.queueTime,
    lastChangedBy: requester,
    ...(build.parameters && { parameters: build.parameters }),
    templateParameters: build.templateParameters,
    orchestrationPlan: { planId: build.planId },
    logs: { id: 0, type: 'Container', url: `${url}/logs` },
    repository: {
      id: build.repositoryId,
      type: 'TfsGit',
      name: repository?.name ?? '',
      url: urlOf(context, project.name, '_git', repository?.name ?? ''),
      clean: null,
      checkoutSubmodules: false,
    },
    // No run is ever kept longer than others: none is removed by its age.
    keepForever: false,
    retainedByRelease: false,
    triggeredByBuild: null,
    appendCommitMessageToRunName: true,
  };
}
