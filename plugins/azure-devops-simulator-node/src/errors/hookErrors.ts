import { errorOf } from './AzureDevOpsError';

const hooks = 'Microsoft.VisualStudio.Services.ServiceHooks.WebApi';

/** The type keys of the errors of service hooks are assumptions. */
export const subscriptionUnknown = (id: string) =>
  errorOf(
    404,
    hooks,
    'SubscriptionNotFoundException',
    `The service hook subscription ${id} does not exist.`,
  );

export const notificationUnknown = (id: string) =>
  errorOf(
    404,
    hooks,
    'NotificationNotFoundException',
    `The service hook notification ${id} does not exist.`,
  );

export const hookPartUnknown = (part: string, id: string) =>
  errorOf(
    404,
    hooks,
    'ServiceHookNotFoundException',
    `There is no service hook ${part} '${id}' here.`,
  );

export const subscriptionInvalid = (message: string) =>
  errorOf(400, hooks, 'SubscriptionInputException', message);
