import {
  poolExists,
  poolUnknown,
  queueExists,
  queueInvalid,
  queueUnknown,
} from '../../errors/distributedTaskErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { permissionId, removeProtection } from '../checks/protectedResources';
import { nameProblem } from '../nameRules';
import { PoolRecord, QueueRecord } from '../../store/records';
import { identityRef, serviceIdentityRef } from '../../wire/identityRef';

function poolReference(request: ApiRequest, pool: PoolRecord) {
  return {
    id: Number(pool.id),
    scope: request.organization.id,
    name: pool.name,
    isHosted: pool.isHosted,
    poolType: 'automation',
    // No agent exists in the simulator.
    size: 0,
    isLegacy: false,
    options: 'none',
  };
}

function poolWire(request: ApiRequest, pool: PoolRecord) {
  const creator = pool.createdBy
    ? identityRef(request, pool.createdBy)
    : serviceIdentityRef(request);
  return {
    createdOn: pool.createdOn,
    autoProvision: true,
    autoUpdate: true,
    autoSize: true,
    ...(pool.isHosted && { targetSize: 1, agentCloudId: 1 }),
    createdBy: creator,
    owner: creator,
    ...poolReference(request, pool),
  };
}

function queueWire(request: ApiRequest, queue: QueueRecord) {
  const pool = request.store.get('pool', queue.poolId);
  return {
    id: Number(queue.id),
    projectId: queue.projectId,
    name: queue.name,
    ...(pool && { pool: poolReference(request, pool) }),
  };
}

function matches(pattern: string | undefined, name: string): boolean {
  return (
    pattern === undefined ||
    name.toLowerCase().startsWith(pattern.replace(/\*$/, '').toLowerCase())
  );
}

function listQueues(request: ApiRequest) {
  const names = request.queryList('queueNames');
  const ids = request.queryList('queueIds');
  const pools = request.queryList('poolIds');
  const queues = request.store
    .list('queue', request.project.id)
    .filter(
      queue =>
        matches(request.query('queueName'), queue.name) &&
        (names.length === 0 || names.includes(queue.name)) &&
        (ids.length === 0 || ids.includes(queue.id)) &&
        (pools.length === 0 || pools.includes(queue.poolId)),
    );
  return list(queues.map(queue => queueWire(request, queue)));
}

function requestedQueue(request: ApiRequest): QueueRecord {
  const queue = request.store.get('queue', request.parameter('queueId'));
  if (queue?.projectId !== request.project.id) {
    throw queueUnknown(request.parameter('queueId'));
  }
  return queue;
}

function checkName(name: string): string {
  const problem = nameProblem('agentQueue', name);
  if (problem) {
    throw queueInvalid(`The name '${name}' cannot be used: ${problem}.`);
  }
  return name;
}

/** Every pipeline of the project may use the queue from the start. */
function openToAllPipelines(request: ApiRequest, queue: QueueRecord): void {
  const id = permissionId(queue.projectId, 'queue', queue.id);
  const grant = {
    authorizedBy: request.user.id,
    authorizedOn: request.timestamp,
  };
  request.store.put(
    'permission',
    { id, projectId: queue.projectId, allPipelines: grant, pipelines: {} },
    { scope: queue.projectId },
  );
}

function createQueue(request: ApiRequest) {
  const body = request.objectBody();
  const { store, project } = request;
  const poolId = text(child(body, 'pool') ?? {}, 'id') ?? '';
  const queue = store.transaction(() => {
    const pool = store.get('pool', poolId);
    if (pool?.organization !== request.organization.name) {
      throw poolUnknown(poolId);
    }
    const name = checkName(text(body, 'name') ?? pool.name);
    const isTaken = store
      .list('queue', project.id)
      .some(
        other =>
          other.poolId === pool.id ||
          other.name.toLowerCase() === name.toLowerCase(),
      );
    if (isTaken) {
      throw queueExists(name);
    }
    const record: QueueRecord = {
      id: String(store.nextNumber('queue')),
      projectId: project.id,
      name,
      poolId: pool.id,
    };
    store.put('queue', record, { scope: project.id, key: name });
    if (request.flag('authorizePipelines')) {
      openToAllPipelines(request, record);
    }
    return record;
  });
  return json(queueWire(request, queue));
}

function removeQueue(request: ApiRequest) {
  const queue = requestedQueue(request);
  request.store.transaction(() => {
    removeProtection(request, 'queue', queue.id);
    request.store.remove('queue', queue.id);
  });
  return noContent();
}

/** A self-hosted pool; projects get a queue for it when they ask for one. */
function createPool(request: ApiRequest) {
  const name = checkName(text(request.objectBody(), 'name') ?? '');
  const { store, organization } = request;
  const pool = store.transaction(() => {
    if (store.findByKey('pool', organization.name, name)) {
      throw poolExists(name);
    }
    const record: PoolRecord = {
      id: String(store.nextNumber('pool')),
      organization: organization.name,
      name,
      isHosted: false,
      createdOn: request.timestamp,
      createdBy: request.user.id,
    };
    store.put('pool', record, { scope: organization.name, key: name });
    return record;
  });
  return json(poolWire(request, pool));
}

function listPools(request: ApiRequest) {
  const ids = request.queryList('poolIds');
  const pools = request.store
    .list('pool', request.organization.name)
    .filter(
      pool =>
        matches(request.query('poolName'), pool.name) &&
        (ids.length === 0 || ids.includes(pool.id)),
    );
  return list(pools.map(pool => poolWire(request, pool)));
}

function getPool(request: ApiRequest) {
  const pool = request.store.get('pool', request.parameter('poolId'));
  if (pool?.organization !== request.organization.name) {
    throw poolUnknown(request.parameter('poolId'));
  }
  return json(poolWire(request, pool));
}

/** Agent queues of projects and the pools behind them. */
export const queueRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '{project}/_apis/distributedtask/queues',
    handle: listQueues,
  },
  {
    method: 'GET',
    path: '{project}/_apis/distributedtask/queues/{#queueId}',
    handle: request => json(queueWire(request, requestedQueue(request))),
  },
  {
    method: 'POST',
    path: '{project}/_apis/distributedtask/queues',
    handle: createQueue,
  },
  {
    method: 'DELETE',
    path: '{project}/_apis/distributedtask/queues/{#queueId}',
    handle: removeQueue,
  },
  { method: 'POST', path: '_apis/distributedtask/pools', handle: createPool },
  { method: 'GET', path: '_apis/distributedtask/pools', handle: listPools },
  {
    method: 'GET',
    path: '_apis/distributedtask/pools/{#poolId}',
    handle: getPool,
  },
];
