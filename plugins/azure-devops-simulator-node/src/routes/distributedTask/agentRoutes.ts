import {
  agentUnknown,
  poolUnknown,
  taskUnknown,
} from '../../errors/distributedTaskErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { PoolRecord } from '../../store/records';
import { urlOf } from '../../wire/Links';
import { agentTasks, agentTaskWire } from './agentTasks';

/** What the agent would sign in as. */
const agentClient = '876a4fc2-09d5-4055-9021-2f1b5cab4423';

/** The one agent that the service shows for a hosted pool. */
const agentId = 1;

function agentWire(request: ApiRequest, pool: PoolRecord) {
  return {
    _links: {
      self: {
        href: urlOf(
          request,
          '_apis/distributedtask/pools',
          pool.id,
          'agents',
          String(agentId),
        ),
      },
      web: {
        href: `${urlOf(request, '_settings/agentpools')}?view=jobs&poolId=${
          pool.id
        }&agentId=${agentId}`,
      },
    },
    maxParallelism: 1,
    createdOn: pool.createdOn,
    authorization: { clientId: agentClient },
    id: agentId,
    name: 'Hosted Agent',
    version: '3.220.5',
    enabled: true,
    // As recorded from the service: it comes up for a job and goes with it.
    status: 'offline',
    provisioningState: 'Deallocated',
  };
}

function requestedPool(request: ApiRequest): PoolRecord {
  const id = request.parameter('poolId');
  const pool = request.store.get('pool', id);
  if (pool?.organization !== request.organization.name) {
    throw poolUnknown(id);
  }
  return pool;
}

/** Other pools have none: nobody has installed one. */
function agentsOf(request: ApiRequest) {
  const pool = requestedPool(request);
  return pool.isHosted ? [agentWire(request, pool)] : [];
}

function listAgents(request: ApiRequest) {
  const wanted = request.query('agentName')?.toLowerCase();
  return list(
    agentsOf(request).filter(
      ({ name }) => wanted === undefined || name.toLowerCase() === wanted,
    ),
  );
}

function getAgent(request: ApiRequest) {
  const wanted = request.parameter('agentId');
  const agent = agentsOf(request).find(({ id }) => String(id) === wanted);
  if (!agent) {
    throw agentUnknown(wanted);
  }
  return json(agent);
}

function getTask(request: ApiRequest) {
  const id = request.parameter('taskId').toLowerCase();
  const found = agentTasks.filter(entry => entry.id === id);
  if (found.length === 0) {
    throw taskUnknown(id);
  }
  return list(found.map(agentTaskWire));
}

const agents = '_apis/distributedtask/pools/{#poolId}/agents';
const tasks = '_apis/distributedtask/tasks';

/** The agents of pools, and the tasks that they carry out. */
export const agentRoutes: readonly Route[] = [
  { method: 'GET', path: agents, handle: listAgents },
  { method: 'GET', path: `${agents}/{#agentId}`, handle: getAgent },
  {
    method: 'GET',
    path: tasks,
    handle: () => list(agentTasks.map(agentTaskWire)),
  },
  { method: 'GET', path: `${tasks}/{taskId}[/{version}]`, handle: getTask },
];
