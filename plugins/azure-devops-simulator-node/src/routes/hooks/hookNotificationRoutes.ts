import {
  notificationUnknown,
  subscriptionInvalid,
} from '../../errors/hookErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, items, text, truth, wholeNumber } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { eventWire } from '../../serviceHooks/raiseEvent';
import {
  HookNotificationRecord,
  HookSubscriptionRecord,
} from '../../store/serviceHookRecords';
import { notificationWire } from '../../wire/hookWire';
import { findSubscription } from './hookSubscriptionRoutes';
import { readSubscription } from './readSubscription';

interface Filter {
  readonly status?: string;
  readonly result?: string;
}

function newestOf(
  request: ApiRequest,
  subscription: HookSubscriptionRecord,
  { status, result }: Filter,
): readonly HookNotificationRecord[] {
  const is = (value: string, wanted: string | undefined) =>
    wanted === undefined || value.toLowerCase() === wanted.toLowerCase();
  return [...request.store.list('hookNotification', subscription.id)]
    .reverse()
    .filter(
      notification =>
        is(notification.status, status) && is(notification.result, result),
    );
}

function listNotifications(request: ApiRequest) {
  const subscription = findSubscription(request);
  const found = newestOf(request, subscription, {
    status: request.query('status'),
    result: request.query('result'),
  });
  return list(
    found
      .slice(0, request.queryNumber('maxResults') ?? 100)
      .map(notification => notificationWire(notification, subscription, false)),
  );
}

function getNotification(request: ApiRequest) {
  const subscription = findSubscription(request);
  const number = request.parameter('notificationId');
  const notification = request.store.get(
    'hookNotification',
    `${subscription.id}:${number}`,
  );
  if (!notification) {
    throw notificationUnknown(number);
  }
  return json(notificationWire(notification, subscription, true));
}

function summaryOf(
  subscriptionId: string,
  found: readonly HookNotificationRecord[],
) {
  const results = [...new Set(found.map(({ result }) => result))];
  return {
    subscriptionId,
    results: results.map(result => ({
      result,
      notificationCount: found.filter(other => other.result === result).length,
    })),
  };
}

function query(request: ApiRequest) {
  const body = request.objectBody();
  const ids = items(body, 'subscriptionIds')?.map(String) ?? [];
  const withDetails = truth(body, 'includeDetails') ?? false;
  const perSubscription = wholeNumber(body, 'maxResultsPerSubscription') ?? 100;
  const publisherId = text(body, 'publisherId');
  const subscriptions = (
    ids.length > 0
      ? ids.map(id => findSubscription(request, id))
      : request.store.list('hookSubscription', request.organization.name)
  ).filter(
    subscription =>
      publisherId === undefined || subscription.publisherId === publisherId,
  );
  const filter: Filter = {
    status: text(body, 'status'),
    result: text(body, 'resultType'),
  };
  const found = subscriptions.map(subscription => ({
    subscription,
    notifications: newestOf(request, subscription, filter),
  }));
  return json({
    ...body,
    results: found
      .flatMap(({ subscription, notifications }) =>
        notifications
          .slice(0, perSubscription)
          .map(notification =>
            notificationWire(notification, subscription, withDetails),
          ),
      )
      .slice(0, wholeNumber(body, 'maxResults') ?? 100),
    summary: found.map(({ subscription, notifications }) =>
      summaryOf(subscription.id, notifications),
    ),
  });
}

/** Sends a sample event at once and answers with what came of it; nothing of it is kept. */
async function test(request: ApiRequest) {
  if (request.flag('useRealData')) {
    throw subscriptionInvalid(
      'The simulator tests with sample data only; leave useRealData out.',
    );
  }
  const details = child(request.objectBody(), 'details') ?? {};
  const settings = readSubscription(request, details);
  const { environment, organization, timestamp, user } = request;
  const subscription: HookSubscriptionRecord = {
    ...settings,
    id: '00000000-0000-0000-0000-000000000000',
    organization: organization.name,
    status: 'enabled',
    createdBy: user.id,
    createdDate: timestamp,
    modifiedBy: user.id,
    modifiedDate: timestamp,
  };
  const event = eventWire({
    environment,
    event: {
      eventType: settings.eventType,
      publisherId: settings.publisherId,
      organization,
      projectId: settings.publisherInputs.projectId ?? '',
      facts: {},
      text: `A test of ${settings.eventType}`,
      resource: () => ({ id: 0, url: '' }),
    },
    subscriptionId: subscription.id,
    notificationId: 1,
    consumerInputs: settings.consumerInputs,
  });
  const outcome = await environment.hooks.send(event, settings.consumerInputs);
  return json(
    notificationWire(
      {
        id: `${subscription.id}:1`,
        number: 1,
        subscriptionId: subscription.id,
        event,
        createdDate: timestamp,
        ...outcome,
      },
      subscription,
      true,
    ),
  );
}

const all = '_apis/hooks/subscriptions/{subscriptionId}/notifications';

/** What has been sent, and how it went. */
export const hookNotificationRoutes: readonly Route[] = [
  { method: 'GET', path: all, handle: listNotifications },
  {
    method: 'GET',
    path: `${all}/{#notificationId}`,
    handle: getNotification,
  },
  {
    method: 'POST',
    path: '_apis/hooks/notificationsquery',
    reads: true,
    handle: query,
  },
  { method: 'POST', path: '_apis/hooks/testnotifications', handle: test },
];
