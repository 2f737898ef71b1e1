import type { ConfigurationSource } from '../desiredState/configurationSource';
import { normalizeDescription, readMark } from '../ownership/ownershipMark';
import type { FieldChange, FieldValue } from '../plan/change';
import type { Fields } from '../plan/fieldChanges';
import { decideMarkedResource, isMarkedOurs } from './markedResource';
import {
  nameSettings,
  secretOf,
  ServiceConnectionSettings,
  ServiceConnectionTarget,
  SETTING_FIELDS,
  settingsOf,
  wireNamesOfTarget,
} from './serviceConnectionTarget';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** A way for pipelines to a service outside Azure DevOps. @public */
export interface DesiredServiceConnection {
  readonly name: string;
  readonly description: string;
  readonly target: ServiceConnectionTarget;
  /** The connection in the configuration. */
  readonly source: ConfigurationSource;
}

/** What has to be told to Microsoft Entra so that it trusts a connection. @public */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
}

/** How far Azure DevOps has got with making a connection. @public */
export type ServiceConnectionState =
  | { readonly status: 'ready' }
  | { readonly status: 'being made' }
  | {
      readonly status: 'failed';
      /** In Azure DevOps' own words. */
      readonly message: string;
    };

/** A service connection as it is. @public */
export interface ObservedServiceConnection extends ObservedResource {
  readonly description: string;
  /** As Azure DevOps has them, such as `azurerm` and `WorkloadIdentityFederation`. */
  readonly type: string;
  readonly scheme: string;
  readonly settings: ServiceConnectionSettings;
  readonly state: ServiceConnectionState;
  /** Of a connection by workload identity federation. */
  readonly federatedCredential: FederatedCredential | undefined;
}

const SECRET = '(secret)';

const TYPE = 'type';
const SCHEME = 'authentication scheme';
const CREATION = SETTING_FIELDS.creation;
const STATE = 'state';

/** Azure and Azure DevOps compare these without case. */
const CASELESS: ReadonlySet<string> = new Set([
  TYPE,
  SCHEME,
  SETTING_FIELDS.subscriptionId,
  SETTING_FIELDS.resourceGroup,
  SETTING_FIELDS.tenantId,
  SETTING_FIELDS.clientId,
  CREATION,
]);

/** What Azure DevOps takes when a connection is created, and then no more. */
const FIXED: ReadonlySet<string> = new Set([
  TYPE,
  SCHEME,
  SETTING_FIELDS.creation,
]);

/** The rights of an app registration that Azure DevOps makes are given with its creation. */
const FIXED_WHEN_AUTOMATIC: ReadonlySet<string> = new Set([
  SETTING_FIELDS.subscriptionId,
  SETTING_FIELDS.resourceGroup,
  SETTING_FIELDS.tenantId,
]);

/**
 * Service connections carry our mark. One whose type or way of signing in is
 * another, or that Azure DevOps has failed to make, is replaced.
 *
 * @public
 */
export const serviceConnectionDefinition: ResourceDefinition<'service-connection'> =
  {
    kind: 'service-connection',
    label: 'service connection',
    diff(desired, observed, context) {
      const wanted = showDesired(desired, observed);
      const change = decideMarkedResource({
        kind: 'service-connection' as const,
        label: 'service connection',
        name: desired.name,
        desired,
        observed,
        context,
        fieldsOfDesired: wanted,
        fieldsOfObserved: connection =>
          showObserved(connection, wanted, context),
      });
      if (change.action !== 'update') {
        return change;
      }
      const reason = whyReplaced(change);
      return reason === undefined
        ? change
        : { ...change, action: 'replace', reason };
    },
    isOurs: isMarkedOurs,
    secrets(change) {
      if (
        change.action !== 'create' &&
        change.action !== 'update' &&
        change.action !== 'replace'
      ) {
        return [];
      }
      const { target, source } = change.desired;
      const secret = secretOf(target);
      // Azure DevOps wants the whole connection with every change, the secret too.
      return secret === undefined
        ? []
        : [
            {
              secret,
              source: { ...source, keyPath: [...source.keyPath, 'secret'] },
            },
          ];
    },
  };

/** Whether a change gives a connection a client that it did not have. @public */
export function changesClient({
  action,
  fields,
}: {
  readonly action: 'create' | 'update' | 'replace';
  readonly fields: readonly FieldChange[];
}): boolean {
  return (
    action !== 'update' ||
    fields.some(({ field }) => field === SETTING_FIELDS.clientId)
  );
}

/** Whether the only thing to do is to wait for what an earlier run has begun. @public */
export function isOnlyAwaited({
  fields,
}: {
  readonly fields: readonly FieldChange[];
}): boolean {
  return fields.every(({ field }) => field === STATE);
}

function showDesired(
  { target, description }: DesiredServiceConnection,
  observed: ObservedServiceConnection | undefined,
): Fields {
  const { type, scheme } = wireNamesOfTarget(target);
  const { creation, ...settings } = nameSettings(settingsOf(target));
  // Not every connection says who has made its app registration.
  const isCreationKnown =
    observed === undefined || observed.settings.creation !== undefined;
  return {
    [TYPE]: type,
    [SCHEME]: scheme,
    description: normalizeDescription(description),
    ...settings,
    ...(creation !== undefined && isCreationKnown
      ? { [CREATION]: creation }
      : {}),
    ...(secretOf(target) === undefined ? {} : { secret: SECRET }),
    ...(observed === undefined || observed.state.status === 'ready'
      ? {}
      : { [STATE]: 'ready' }),
  };
}

function showObserved(
  { type, scheme, description, settings, state }: ObservedServiceConnection,
  wanted: Fields,
  { updateSecrets }: DifferenceContext,
): Fields {
  const all: Fields = {
    [TYPE]: type,
    [SCHEME]: scheme,
    description: readMark(description).text,
    ...nameSettings(settings),
    secret: updateSecrets ? `${SECRET}, to be written again` : SECRET,
    [STATE]:
      state.status === 'failed' ? `failed: ${state.message}` : state.status,
  };
  return Object.fromEntries(
    Object.entries(all)
      // One that Azure DevOps has made up is no difference.
      .filter(([field]) => field in wanted)
      .map(([field, value]) => [
        field,
        CASELESS.has(field) && isSameText(value, wanted[field])
          ? wanted[field]
          : value,
      ]),
  );
}

function whyReplaced({
  observed,
  desired,
  fields,
}: {
  readonly observed: ObservedServiceConnection;
  readonly desired: DesiredServiceConnection;
  readonly fields: readonly FieldChange[];
}): string | undefined {
  if (observed.state.status === 'failed') {
    return 'Azure DevOps has failed to make it';
  }
  const isAutomatic = settingsOf(desired.target).creation === 'automatic';
  const fixed = fields
    .map(({ field }) => field)
    .filter(
      field =>
        FIXED.has(field) || (isAutomatic && FIXED_WHEN_AUTOMATIC.has(field)),
    );
  return fixed.length === 0
    ? undefined
    : `only a new service connection can have another ${fixed.join(', ')}`;
}

function isSameText(left: FieldValue, right: FieldValue): boolean {
  return (
    typeof left === 'string' &&
    typeof right === 'string' &&
    left.toLowerCase() === right.toLowerCase()
  );
}
