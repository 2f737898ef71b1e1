import {
  maskedInputs,
  webHookInputs,
  webHooks,
} from '../serviceHooks/consumers';
import {
  commonInputs,
  EventInput,
  HookEventType,
  hookEventTypes,
  HookPublisher,
} from '../serviceHooks/eventTypes';
import {
  HookNotificationRecord,
  HookSubscriptionRecord,
} from '../store/serviceHookRecords';
import { identityRef } from './identityRef';
import { urlOf, WireContext } from './Links';

function inputWire(input: EventInput) {
  return {
    id: input.id,
    name: input.name,
    inputMode: input.values ? 'combo' : 'textBox',
    isConfidential: false,
    useInDefaultDescription: false,
    validation: { dataType: 'string', isRequired: false },
    ...(input.values && {
      values: {
        inputId: input.id,
        defaultValue: '',
        possibleValues: input.values.map(value => ({
          value,
          displayValue: value,
        })),
        isLimitedToPossibleValues: true,
      },
    }),
  };
}

/** An input that leaves events out. */
function filterWire(input: EventInput) {
  return {
    ...inputWire(input),
    description: `Only events of this ${input.name.toLowerCase()}`,
  };
}

export function eventTypeWire(context: WireContext, type: HookEventType) {
  return {
    id: type.id,
    publisherId: type.publisherId,
    url: urlOf(
      context,
      '_apis/hooks/publishers',
      type.publisherId,
      'eventTypes',
      type.id,
    ),
    name: type.name,
    description: type.description,
    supportedResourceVersions: ['1.0'],
    inputDescriptors: type.inputs.map(filterWire),
  };
}

export function publisherWire(context: WireContext, publisher: HookPublisher) {
  const url = urlOf(context, '_apis/hooks/publishers', publisher.id);
  return {
    ...publisher,
    url,
    _links: { self: { href: url } },
    supportedEvents: hookEventTypes
      .filter(({ publisherId }) => publisherId === publisher.id)
      .map(type => eventTypeWire(context, type)),
    inputDescriptors: commonInputs.map(filterWire),
  };
}

export function actionWire(context: WireContext) {
  return {
    id: webHooks.action,
    consumerId: webHooks.consumer,
    url: urlOf(
      context,
      '_apis/hooks/consumers',
      webHooks.consumer,
      'actions',
      webHooks.action,
    ),
    name: 'Post via HTTP',
    description: 'Posts the event as JSON to the URL.',
    supportedEventTypes: ['*'],
    supportedResourceVersions: {},
    allowResourceVersionOverride: true,
    inputDescriptors: webHookInputs.map(input => ({
      ...inputWire(input),
      inputMode: input.mode,
      isConfidential: input.isConfidential,
      validation: {
        dataType: input.id === 'url' ? 'uri' : 'string',
        isRequired: input.isRequired === true,
      },
    })),
  };
}

export function consumerWire(context: WireContext) {
  const url = urlOf(context, '_apis/hooks/consumers', webHooks.consumer);
  return {
    id: webHooks.consumer,
    url,
    _links: { self: { href: url } },
    name: 'Web Hooks',
    description: 'Sends events over HTTP.',
    informationUrl: '',
    authenticationType: 'none',
    inputDescriptors: [],
    actions: [actionWire(context)],
  };
}

export function subscriptionWire(
  context: WireContext,
  subscription: HookSubscriptionRecord,
) {
  const { organization, consumerInputs, ...record } = subscription;
  const url = urlOf(context, '_apis/hooks/subscriptions', record.id);
  const type = hookEventTypes.find(({ id }) => id === record.eventType);
  const createdBy = identityRef(context, record.createdBy);
  return {
    ...record,
    url,
    eventDescription: type?.name ?? '',
    actionDescription: `To host ${new URL(consumerInputs.url).host}`,
    subscriber: createdBy,
    createdBy,
    modifiedBy: identityRef(context, record.modifiedBy),
    consumerInputs: maskedInputs(consumerInputs),
    _links: {
      self: { href: url },
      consumer: {
        href: urlOf(context, '_apis/hooks/consumers', record.consumerId),
      },
      publisher: {
        href: urlOf(context, '_apis/hooks/publishers', record.publisherId),
      },
      notifications: { href: `${url}/notifications` },
    },
  };
}

/** A notification; its details are what was sent and what came back. */
export function notificationWire(
  notification: HookNotificationRecord,
  subscription: HookSubscriptionRecord,
  withDetails: boolean,
) {
  return {
    id: notification.number,
    subscriptionId: notification.subscriptionId,
    subscriberId: subscription.createdBy,
    eventId: String(notification.event.id),
    status: notification.status,
    result: notification.result,
    createdDate: notification.createdDate,
    modifiedDate: notification.completedDate ?? notification.createdDate,
    ...(withDetails && {
      details: {
        eventType: subscription.eventType,
        event: notification.event,
        publisherId: subscription.publisherId,
        publisherInputs: subscription.publisherInputs,
        consumerId: subscription.consumerId,
        consumerActionId: subscription.consumerActionId,
        consumerInputs: maskedInputs(subscription.consumerInputs),
        queuedDate: notification.createdDate,
        ...(notification.completedDate && {
          requestAttempts: 1,
          completedDate: notification.completedDate,
          request: notification.request,
          requestDuration: (notification.milliseconds ?? 0) / 1000,
        }),
        ...(notification.response !== undefined && {
          response: notification.response,
        }),
        ...(notification.errorMessage !== undefined && {
          errorMessage: notification.errorMessage,
        }),
      },
    }),
  };
}
