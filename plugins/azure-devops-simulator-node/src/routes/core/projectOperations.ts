import { createProject } from '../../seed/createProject';
import { SimulatorEnvironment } from '../../server/Environment';
import { OperationRecord, ProjectRecord } from '../../store/records';

/** Notes that something goes on in the background. */
export function startOperation(
  environment: SimulatorEnvironment,
  operation: Pick<OperationRecord, 'organization' | 'creates' | 'failure'>,
): OperationRecord {
  const record: OperationRecord = {
    ...operation,
    id: environment.random.uuid(),
    status: 'queued',
  };
  environment.store.put('operation', record, {
    scope: operation.organization,
  });
  return record;
}

/** Gives the project its groups, team and queues: from here on it is there. */
function completeProject(
  environment: SimulatorEnvironment,
  pending: ProjectRecord,
): void {
  const { store } = environment;
  const { organization, name, properties } = pending;
  const project = createProject({
    environment,
    organization,
    name,
    id: pending.id,
    description: pending.description,
    visibility: pending.visibility,
  });
  store.put(
    'project',
    { ...project, properties },
    { scope: organization, key: name },
  );
}

function end(
  environment: SimulatorEnvironment,
  operation: OperationRecord,
): OperationRecord {
  const { store } = environment;
  const pending =
    operation.creates === undefined
      ? undefined
      : store.get('project', operation.creates);
  if (operation.failure !== undefined) {
    if (pending) {
      store.remove('project', pending.id);
    }
    return { ...operation, status: 'failed' };
  }
  if (pending) {
    completeProject(environment, pending);
  }
  return { ...operation, status: 'succeeded' };
}

/** Moves an operation one step on: from queued to in progress, and from there to its end. */
export function advanceOperation(
  environment: SimulatorEnvironment,
  operation: OperationRecord,
): OperationRecord {
  if (operation.status !== 'queued' && operation.status !== 'inProgress') {
    return operation;
  }
  return environment.store.transaction(() => {
    const next: OperationRecord =
      operation.status === 'queued'
        ? { ...operation, status: 'inProgress' }
        : end(environment, operation);
    environment.store.put('operation', next, { scope: next.organization });
    return next;
  });
}

/** A look at a project that is being created moves it on, too: whoever has lost the operation can still wait. */
export function advanceProject(
  environment: SimulatorEnvironment,
  project: ProjectRecord,
): void {
  const operation = environment.store
    .list('operation', project.organization)
    .find(candidate => candidate.creates === project.id);
  if (operation) {
    advanceOperation(environment, operation);
  }
}
