import { definitionExists, definitionInvalid } from '../../errors/buildErrors';
import { queueUnknown } from '../../errors/distributedTaskErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  property,
  text,
  truth,
} from '../../server/JsonBody';
import {
  DefinitionRecord,
  QueueRecord,
  RepositoryRecord,
  VariableValue,
} from '../../store/records';
import { Store } from '../../store/Store';
import { findRepository } from '../git/findRepository';
import { nameProblem } from '../nameRules';
import { ensureFolder, normalFolder } from './folders';

/** A pipeline's name is unique within its folder. */
const keyOf = (path: string, name: string) =>
  `${path === '\\' ? '' : path}\\${name}`;

export function putDefinition(
  store: Store,
  definition: DefinitionRecord,
): void {
  store.put('definition', definition, {
    scope: definition.projectId,
    key: keyOf(definition.path, definition.name),
  });
}

export function findDefinition(
  store: Store,
  projectId: string,
  id: string,
): DefinitionRecord | undefined {
  const definition = store.get('definition', id);
  return definition?.projectId === projectId ? definition : undefined;
}

/** Reads variables; a secret without a value keeps the one it has. */
export function readVariables(
  body: JsonObject,
  previous: Readonly<Record<string, VariableValue>> = {},
): Readonly<Record<string, VariableValue>> {
  const read = (name: string, value: unknown): VariableValue => {
    if (!isJsonObject(value)) {
      throw invalidArgument(
        `The variable '${name}' is not an object with a value.`,
      );
    }
    const isSecret = truth(value, 'isSecret');
    const given = text(value, 'value');
    const kept =
      isSecret && previous[name]?.isSecret ? previous[name].value : undefined;
    const allowOverride = truth(value, 'allowOverride');
    const isReadOnly = truth(value, 'isReadOnly');
    return {
      value: given ?? kept ?? (isSecret ? null : ''),
      ...(isSecret && { isSecret }),
      ...(allowOverride && { allowOverride }),
      ...(isReadOnly && { isReadOnly }),
    };
  };
  return Object.fromEntries(
    Object.entries(child(body, 'variables') ?? {}).map(([name, value]) => {
      if (name.trim() === '') {
        throw invalidArgument('A variable has no name.');
      }
      return [name, read(name, value)] as const;
    }),
  );
}

const triggerKinds: Readonly<Record<string, string>> = {
  '2': 'continuousIntegration',
  '8': 'schedule',
  '64': 'pullRequest',
};

/** Triggers as Azure DevOps gives them back: kinds by name, the usual parts filled in. */
function readTriggers(body: JsonObject): readonly unknown[] | undefined {
  return items(body, 'triggers')?.map(trigger => {
    if (!isJsonObject(trigger)) {
      throw definitionInvalid('A trigger of the definition is not an object.');
    }
    const kind = String(
      property(trigger, 'triggerType') ?? 'continuousIntegration',
    );
    const triggerType = triggerKinds[kind] ?? kind;
    const isIntegration = triggerType === 'continuousIntegration';
    return {
      branchFilters: [],
      pathFilters: [],
      ...(isIntegration && {
        settingsSourceType: 1,
        batchChanges: false,
        maxConcurrentBuildsPerBranch: 1,
      }),
      ...trigger,
      triggerType,
    };
  });
}

function readRepository(
  request: ApiRequest,
  body: JsonObject,
): RepositoryRecord {
  const repository = child(body, 'repository');
  const nameOrId =
    repository && (text(repository, 'id') ?? text(repository, 'name'));
  if (!repository || !nameOrId) {
    throw definitionInvalid('The definition names no repository.');
  }
  const type = text(repository, 'type') ?? 'TfsGit';
  if (type.toLowerCase() !== 'tfsgit') {
    throw definitionInvalid(
      `The simulator knows repositories of the type TfsGit only, not ${type}.`,
    );
  }
  return findRepository({
    store: request.store,
    organization: request.organization,
    project: request.project,
    nameOrId,
  });
}

/** The queue that is named; without one, the queue stays, or the first is taken. */
function readQueue(
  request: ApiRequest,
  body: JsonObject,
  previousId?: string,
): QueueRecord {
  const queues = request.store.list('queue', request.project.id);
  const wanted = child(body, 'queue');
  const id = wanted && text(wanted, 'id');
  const name = wanted && text(wanted, 'name');
  const queue =
    id === undefined && name === undefined
      ? queues.find(candidate => candidate.id === previousId) ?? queues[0]
      : queues.find(candidate =>
          id === undefined ? candidate.name === name : candidate.id === id,
        );
  if (!queue) {
    throw queueUnknown(id ?? name ?? '');
  }
  return queue;
}

function readYamlFile(body: JsonObject): string {
  const process = child(body, 'process');
  const file = process && text(process, 'yamlFilename');
  if (!file) {
    throw definitionInvalid(
      'The definition names no YAML file: process.yamlFilename is empty. The simulator knows YAML pipelines only.',
    );
  }
  return file.replace(/^\/+/, '');
}

function checkName(
  request: ApiRequest,
  name: string,
  path: string,
  ownId?: string,
): void {
  const problem = nameProblem('pipeline', name);
  if (problem) {
    throw definitionInvalid(
      `The pipeline name '${name}' cannot be used: ${problem}.`,
    );
  }
  const other = request.store.findByKey(
    'definition',
    request.project.id,
    keyOf(path, name),
  );
  if (other && other.id !== ownId) {
    throw definitionExists(name, request.project.name);
  }
}

/** Parts of the body that are kept as they are. */
function readOther(body: JsonObject): Readonly<Record<string, unknown>> {
  const names = [
    'jobAuthorizationScope',
    'jobTimeoutInMinutes',
    'jobCancelTimeoutInMinutes',
    'badgeEnabled',
    'buildNumberFormat',
    'variableGroups',
    'options',
    'retentionRules',
  ];
  const entries = names
    .map(name => [name, property(body, name)] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return { jobAuthorizationScope: 'project', ...Object.fromEntries(entries) };
}

/** Stores a definition made from the body: a new one, or the next revision of one. */
export function writeDefinition(
  request: ApiRequest,
  body: JsonObject,
  previous?: DefinitionRecord,
): DefinitionRecord {
  const { store, project } = request;
  const name = text(body, 'name') ?? previous?.name ?? '';
  const path = normalFolder(text(body, 'path') ?? previous?.path);
  const repository = readRepository(request, body);
  const repositoryBody = child(body, 'repository') ?? {};
  checkName(request, name, path, previous?.id);
  ensureFolder(request, path);
  const description = text(body, 'description');
  const comment = text(body, 'comment');
  const definition: DefinitionRecord = {
    id: previous?.id ?? String(store.nextNumber('definition')),
    organization: request.organization.name,
    projectId: project.id,
    name,
    path,
    ...(description && { description }),
    ...(comment && { comment }),
    revision: (previous?.revision ?? 0) + 1,
    createdDate: request.timestamp,
    authoredBy: request.user.id,
    queueStatus:
      text(body, 'queueStatus') ?? previous?.queueStatus ?? 'enabled',
    queueId: readQueue(request, body, previous?.queueId).id,
    repositoryId: repository.id,
    defaultBranch:
      text(repositoryBody, 'defaultBranch') ??
      previous?.defaultBranch ??
      repository.defaultBranch ??
      'refs/heads/main',
    yamlFilename: readYamlFile(body),
    triggers: readTriggers(body) ?? previous?.triggers ?? [],
    variables: readVariables(body, previous?.variables),
    tags: (items(body, 'tags') ?? previous?.tags ?? []).map(String),
    repositoryProperties:
      child(repositoryBody, 'properties') ??
      previous?.repositoryProperties ??
      {},
    other: readOther(body),
  };
  putDefinition(store, definition);
  return definition;
}
