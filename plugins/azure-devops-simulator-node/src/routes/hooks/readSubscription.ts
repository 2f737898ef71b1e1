import { hookPartUnknown, subscriptionInvalid } from '../../errors/hookErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { child, JsonObject, text } from '../../server/JsonBody';
import { mask, webHookInputs, webHooks } from '../../serviceHooks/consumers';
import {
  commonInputs,
  EventInput,
  hookEventTypes,
} from '../../serviceHooks/eventTypes';
import { HookSubscriptionRecord } from '../../store/serviceHookRecords';

type Inputs = Readonly<Record<string, string>>;

/** What somebody wants to hear of, and how. */
export type SubscriptionSettings = Pick<
  HookSubscriptionRecord,
  | 'publisherId'
  | 'eventType'
  | 'resourceVersion'
  | 'consumerId'
  | 'consumerActionId'
  | 'publisherInputs'
  | 'consumerInputs'
>;

function readInputs(
  body: JsonObject,
  name: string,
  known: readonly EventInput[],
): Inputs {
  const given = child(body, name) ?? {};
  return Object.fromEntries(
    Object.keys(given).map(key => {
      const input = known.find(candidate => candidate.id === key);
      const value = text(given, key) ?? '';
      if (!input) {
        throw subscriptionInvalid(
          `The simulator knows no input '${key}' of ${name} for this subscription; it knows ${known
            .map(({ id }) => id)
            .join(', ')}.`,
        );
      }
      const isPossible = input.values?.some(
        possible => possible.toLowerCase() === value.toLowerCase(),
      );
      if (value !== '' && isPossible === false) {
        throw subscriptionInvalid(
          `The value '${value}' of the input '${key}' is none of ${input.values?.join(
            ', ',
          )}.`,
        );
      }
      return [key, value];
    }),
  );
}

/** The address has to be one that may be sent to. */
function checkAddress(request: ApiRequest, inputs: Inputs): void {
  const { url = '' } = inputs;
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address) {
    throw subscriptionInvalid(`The input 'url' is '${url}', which is no URL.`);
  }
  if (!request.environment.hooks.allows(address)) {
    throw subscriptionInvalid(
      `The simulator sends no events to '${address.host}': only http and https addresses of this machine are allowed, and the hosts that it was started with as hookHosts.`,
    );
  }
}

/** A masked secret in a change stands for the one that is there. */
function unmasked(inputs: Inputs, previous: Inputs | undefined): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      value === mask ? previous?.[key] ?? value : value,
    ]),
  );
}

/** Reads a subscription, or the part of a test notification that is like one. */
export function readSubscription(
  request: ApiRequest,
  body: JsonObject,
  previous?: HookSubscriptionRecord,
): SubscriptionSettings {
  const publisherId = text(body, 'publisherId') ?? '';
  const eventType = text(body, 'eventType') ?? '';
  const type = hookEventTypes.find(
    candidate =>
      candidate.id === eventType && candidate.publisherId === publisherId,
  );
  if (!type) {
    throw hookPartUnknown(
      'event',
      `${eventType}' of the publisher '${publisherId}`,
    );
  }
  const consumerId = text(body, 'consumerId') ?? '';
  const consumerActionId = text(body, 'consumerActionId') ?? '';
  if (
    consumerId !== webHooks.consumer ||
    consumerActionId !== webHooks.action
  ) {
    throw hookPartUnknown(
      'consumer action',
      `${consumerId}/${consumerActionId}`,
    );
  }
  const consumerInputs = unmasked(
    readInputs(body, 'consumerInputs', webHookInputs),
    previous?.consumerInputs,
  );
  checkAddress(request, consumerInputs);
  const publisherInputs = readInputs(body, 'publisherInputs', [
    ...commonInputs,
    ...type.inputs,
  ]);
  if (publisherInputs.projectId) {
    request.findProject(publisherInputs.projectId);
  }
  return {
    publisherId,
    eventType,
    resourceVersion: text(body, 'resourceVersion') ?? '1.0',
    consumerId,
    consumerActionId,
    publisherInputs,
    consumerInputs,
  };
}
