import { hookPartUnknown } from '../../errors/hookErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { items } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { webHooks } from '../../serviceHooks/consumers';
import {
  hookEventTypes,
  HookPublisher,
  hookPublishers,
} from '../../serviceHooks/eventTypes';
import {
  actionWire,
  consumerWire,
  eventTypeWire,
  publisherWire,
} from '../../wire/hookWire';

function requestedPublisher(request: ApiRequest): HookPublisher {
  const id = request.parameter('publisherId');
  const publisher = hookPublishers.find(candidate => candidate.id === id);
  if (!publisher) {
    throw hookPartUnknown('publisher', id);
  }
  return publisher;
}

const typesOf = (publisher: HookPublisher) =>
  hookEventTypes.filter(({ publisherId }) => publisherId === publisher.id);

function getEventType(request: ApiRequest) {
  const id = request.parameter('eventTypeId');
  const type = typesOf(requestedPublisher(request)).find(
    candidate => candidate.id === id,
  );
  if (!type) {
    throw hookPartUnknown('event type', id);
  }
  return json(eventTypeWire(request, type));
}

function requireConsumer(request: ApiRequest): void {
  const id = request.parameter('consumerId');
  if (id !== webHooks.consumer) {
    throw hookPartUnknown('consumer', id);
  }
}

function getAction(request: ApiRequest) {
  requireConsumer(request);
  const id = request.parameter('consumerActionId');
  if (id !== webHooks.action) {
    throw hookPartUnknown('consumer action', id);
  }
  return json(actionWire(request));
}

function queryPublishers(request: ApiRequest) {
  const body = request.objectBody();
  const ids = items(body, 'publisherIds')?.map(String) ?? [];
  const results = hookPublishers
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .map(publisher => publisherWire(request, publisher));
  return json({ ...body, results });
}

const publishers = '_apis/hooks/publishers';
const consumers = '_apis/hooks/consumers';

/** What there is to subscribe to, and what can be done with it. */
export const hookPublisherRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: publishers,
    handle: request =>
      list(hookPublishers.map(publisher => publisherWire(request, publisher))),
  },
  {
    method: 'GET',
    path: `${publishers}/{publisherId}`,
    handle: request =>
      json(publisherWire(request, requestedPublisher(request))),
  },
  {
    method: 'GET',
    path: `${publishers}/{publisherId}/eventtypes`,
    handle: request =>
      list(
        typesOf(requestedPublisher(request)).map(type =>
          eventTypeWire(request, type),
        ),
      ),
  },
  {
    method: 'GET',
    path: `${publishers}/{publisherId}/eventtypes/{eventTypeId}`,
    handle: getEventType,
  },
  {
    method: 'POST',
    path: '_apis/hooks/publishersquery',
    reads: true,
    handle: queryPublishers,
  },
  {
    method: 'GET',
    path: consumers,
    handle: request => list([consumerWire(request)]),
  },
  {
    method: 'GET',
    path: `${consumers}/{consumerId}`,
    handle: request => {
      requireConsumer(request);
      return json(consumerWire(request));
    },
  },
  {
    method: 'GET',
    path: `${consumers}/{consumerId}/actions`,
    handle: request => {
      requireConsumer(request);
      return list([actionWire(request)]);
    },
  },
  {
    method: 'GET',
    path: `${consumers}/{consumerId}/actions/{consumerActionId}`,
    handle: getAction,
  },
];
