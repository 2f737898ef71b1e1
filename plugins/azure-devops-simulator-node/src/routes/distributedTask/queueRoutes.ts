import { poolUnknown, queueUnknown } from '../../errors/distributedTaskErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { PoolRecord, QueueRecord } from '../../store/records';

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
  return {
    createdOn: pool.createdOn,
    autoProvision: true,
    autoUpdate: true,
    autoSize: true,
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

function getQueue(request: ApiRequest) {
  const queue = request.store.get('queue', request.parameter('queueId'));
  if (queue?.projectId !== request.project.id) {
    throw queueUnknown(request.parameter('queueId'));
  }
  return json(queueWire(request, queue));
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
    handle: getQueue,
  },
  { method: 'GET', path: '_apis/distributedtask/pools', handle: listPools },
  {
    method: 'GET',
    path: '_apis/distributedtask/pools/{#poolId}',
    handle: getPool,
  },
];
