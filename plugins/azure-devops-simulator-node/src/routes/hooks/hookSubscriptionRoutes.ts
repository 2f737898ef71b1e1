import {
  subscriptionInvalid,
  subscriptionUnknown,
} from '../../errors/hookErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, items, JsonObject, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { HookSubscriptionRecord } from '../../store/serviceHookRecords';
import { subscriptionWire } from '../../wire/hookWire';
import { readSubscription } from './readSubscription';

function put(
  request: ApiRequest,
  record: HookSubscriptionRecord,
): HookSubscriptionRecord {
  request.store.put('hookSubscription', record, { scope: record.organization });
  return record;
}

/** A subscription of the organization. */
export function findSubscription(
  request: ApiRequest,
  id = request.parameter('subscriptionId'),
): HookSubscriptionRecord {
  const found = request.store.get('hookSubscription', id.toLowerCase());
  if (found?.organization !== request.organization.name) {
    throw subscriptionUnknown(id);
  }
  return found;
}

function readStatus(body: JsonObject): HookSubscriptionRecord['status'] {
  const status = text(body, 'status') ?? 'enabled';
  if (status === 'enabled' || status === 'disabledByUser') {
    return status;
  }
  throw subscriptionInvalid(
    `The status '${status}' cannot be given; enabled and disabledByUser can.`,
  );
}

function create(request: ApiRequest) {
  const body = request.objectBody();
  const record = put(request, {
    ...readSubscription(request, body),
    id: request.environment.random.uuid(),
    organization: request.organization.name,
    status: readStatus(body),
    createdBy: request.user.id,
    createdDate: request.timestamp,
    modifiedBy: request.user.id,
    modifiedDate: request.timestamp,
  });
  return json(subscriptionWire(request, record));
}

function replace(request: ApiRequest) {
  const previous = findSubscription(request);
  const body = request.objectBody();
  const record = put(request, {
    ...previous,
    ...readSubscription(request, body, previous),
    status: readStatus(body),
    modifiedBy: request.user.id,
    modifiedDate: request.timestamp,
  });
  return json(subscriptionWire(request, record));
}

function remove(request: ApiRequest) {
  const { id } = findSubscription(request);
  request.store.transaction(() => {
    request.store
      .list('hookNotification', id)
      .forEach(notification =>
        request.store.remove('hookNotification', notification.id),
      );
    request.store.remove('hookSubscription', id);
  });
  return noContent();
}

type Wanted = (
  name: 'publisherId' | 'eventType' | 'consumerId' | 'consumerActionId',
) => string | undefined;

function matching(
  request: ApiRequest,
  wanted: Wanted,
): readonly HookSubscriptionRecord[] {
  const fields = [
    'publisherId',
    'eventType',
    'consumerId',
    'consumerActionId',
  ] as const;
  return request.store
    .list('hookSubscription', request.organization.name)
    .filter(subscription =>
      fields.every(field => {
        const value = wanted(field);
        return value === undefined || subscription[field] === value;
      }),
    );
}

/** A filter holds if all of its conditions do, and one of the filters has to hold. */
function passes(
  filters: readonly unknown[] | undefined,
  inputs: Readonly<Record<string, string>>,
): boolean {
  const holds = (filter: unknown) =>
    (isJsonObject(filter) ? items(filter, 'conditions') ?? [] : []).every(
      condition => {
        if (!isJsonObject(condition)) {
          throw subscriptionInvalid(
            'A condition of a filter is not an object.',
          );
        }
        const isEqual =
          (inputs[text(condition, 'inputId') ?? ''] ?? '').toLowerCase() ===
          (text(condition, 'inputValue') ?? '').toLowerCase();
        return /^notEquals$/i.test(text(condition, 'operator') ?? 'equals')
          ? !isEqual
          : isEqual;
      },
    );
  return !filters || filters.length === 0 || filters.some(holds);
}

function query(request: ApiRequest) {
  const body = request.objectBody();
  const publisherFilters = items(body, 'publisherInputFilters');
  const consumerFilters = items(body, 'consumerInputFilters');
  const results = matching(request, name => text(body, name)).filter(
    ({ publisherInputs, consumerInputs }) =>
      passes(publisherFilters, publisherInputs) &&
      passes(consumerFilters, consumerInputs),
  );
  return json({
    ...body,
    results: results.map(record => subscriptionWire(request, record)),
  });
}

const all = '_apis/hooks/subscriptions';
const one = `${all}/{subscriptionId}`;

/** Who is told of what. */
export const hookSubscriptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: all,
    handle: request =>
      list(
        matching(request, name => request.query(name)).map(record =>
          subscriptionWire(request, record),
        ),
      ),
  },
  { method: 'POST', path: all, handle: create },
  {
    method: 'GET',
    path: one,
    handle: request =>
      json(subscriptionWire(request, findSubscription(request))),
  },
  { method: 'PUT', path: one, handle: replace },
  { method: 'DELETE', path: one, handle: remove },
  {
    method: 'POST',
    path: '_apis/hooks/subscriptionsquery',
    reads: true,
    handle: query,
  },
];
