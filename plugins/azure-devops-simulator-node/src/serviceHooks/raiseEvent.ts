import { SimulatorEnvironment } from '../server/Environment';
import { OrganizationRecord } from '../store/records';
import {
  HookNotificationRecord,
  HookSubscriptionRecord,
} from '../store/serviceHookRecords';

/** How many notifications of a subscription are remembered. */
const history = 200;

/** Something that subscribers may want to hear of. */
export interface HookEvent {
  readonly eventType: string;
  readonly publisherId: string;
  readonly organization: OrganizationRecord;
  readonly projectId: string;
  /** What subscriptions can compare their inputs with; an input that is not here matches anything. */
  readonly facts: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
  /** Made only if somebody wants to hear of the event. */
  readonly resource: () => Readonly<Record<string, unknown>>;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function isWanted(
  subscription: HookSubscriptionRecord,
  event: HookEvent,
): boolean {
  const { projectId = '', ...inputs } = subscription.publisherInputs;
  return (
    subscription.status === 'enabled' &&
    subscription.eventType === event.eventType &&
    (projectId === '' || same(projectId, event.projectId)) &&
    Object.entries(inputs).every(
      ([id, wanted]) =>
        wanted === '' ||
        event.facts[id] === undefined ||
        event.facts[id].some(fact => same(fact, wanted)),
    )
  );
}

function messageWire(text: string, which: string | undefined) {
  const all = { text, html: text, markdown: text };
  switch (which) {
    case 'none':
      return null;
    case 'text':
    case 'html':
    case 'markdown':
      return { [which]: text };
    default:
      return all;
  }
}

function resourceWire(
  resource: Readonly<Record<string, unknown>>,
  which: string | undefined,
) {
  if (which === 'none') {
    return null;
  }
  return which === 'minimal'
    ? Object.fromEntries(
        Object.entries(resource).filter(([key]) =>
          ['id', 'pullRequestId', 'pushId', 'url'].includes(key),
        ),
      )
    : resource;
}

/** The event as its receiver gets it. */
export function eventWire(options: {
  readonly environment: Pick<
    SimulatorEnvironment,
    'now' | 'random' | 'serverUrl'
  >;
  readonly event: HookEvent;
  readonly subscriptionId: string;
  readonly notificationId: number;
  readonly consumerInputs: HookSubscriptionRecord['consumerInputs'];
}): HookNotificationRecord['event'] {
  const { environment, event, consumerInputs } = options;
  const { organization } = event;
  const baseUrl = `${environment.serverUrl()}/${encodeURIComponent(
    organization.name,
  )}/`;
  return {
    subscriptionId: options.subscriptionId,
    notificationId: options.notificationId,
    id: environment.random.uuid(),
    eventType: event.eventType,
    publisherId: event.publisherId,
    message: messageWire(event.text, consumerInputs.messagesToSend),
    detailedMessage: messageWire(
      event.text,
      consumerInputs.detailedMessagesToSend,
    ),
    resource: resourceWire(
      event.resource(),
      consumerInputs.resourceDetailsToSend,
    ),
    resourceVersion: '1.0',
    resourceContainers: {
      collection: { id: organization.id, baseUrl },
      account: { id: organization.id, baseUrl },
      project: { id: event.projectId, baseUrl },
    },
    createdDate: environment.now().toISOString(),
  };
}

function forgetOldest(
  { store }: Pick<SimulatorEnvironment, 'store'>,
  subscriptionId: string,
): void {
  const all = store.list('hookNotification', subscriptionId);
  all
    .slice(0, Math.max(0, all.length - history))
    .forEach(({ id }) => store.remove('hookNotification', id));
}

/**
 * Tells every subscription that wants this event. The notifications are
 * written at once, with whatever else the caller's transaction writes; they are
 * sent after it.
 */
export function raiseEvent(
  environment: Pick<
    SimulatorEnvironment,
    'store' | 'now' | 'random' | 'serverUrl' | 'hooks'
  >,
  event: HookEvent,
): void {
  const { store } = environment;
  const wanted = store
    .list('hookSubscription', event.organization.name)
    .filter(subscription => isWanted(subscription, event));
  for (const { id: subscriptionId, consumerInputs } of wanted) {
    const number = store.nextNumber(`hook:${subscriptionId}`);
    const record: HookNotificationRecord = {
      id: `${subscriptionId}:${number}`,
      number,
      subscriptionId,
      event: eventWire({
        environment,
        event,
        subscriptionId,
        notificationId: number,
        consumerInputs,
      }),
      status: 'queued',
      result: 'pending',
      createdDate: environment.now().toISOString(),
    };
    store.put('hookNotification', record, { scope: subscriptionId });
    forgetOldest(environment, subscriptionId);
    environment.hooks.soon(record.id);
  }
}
